namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>min(max(x, minimum), maximum): Relu, Relu6, Clip.</summary>
internal sealed record Clamp(ActivationRange Range) : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;

    public override string Name =>
        Range == ActivationRange.Relu ? "Relu" : Range == ActivationRange.Relu6 ? "Relu6" : Range == ActivationRange.ReluN1To1 ? "ReluN1To1" : "Clip";
}
