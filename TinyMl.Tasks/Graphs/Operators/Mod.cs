namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>The remainder of a division, broadcast, with the divisor's sign where floored, else with the dividend's.</summary>
internal sealed record Mod(bool IsFloored, ActivationRange Activation) : Binary(Activation)
{
    public override IntegerForm IntegerForm => IntegerForm.None;
}
