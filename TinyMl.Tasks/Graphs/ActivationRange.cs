namespace TinyMl.Tasks.Graphs;

/// <summary>A fused activation as the range that it clamps real outputs to: Relu is [0, inf), Relu6 is [0, 6].</summary>
internal readonly record struct ActivationRange(float Minimum, float Maximum)
{
    public static ActivationRange None { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    public static ActivationRange Relu { get; } = new(0, float.PositiveInfinity);

    public static ActivationRange Relu6 { get; } = new(0, 6);

    public static ActivationRange ReluN1To1 { get; } = new(-1, 1);

    public bool IsNone => this == None;

    /// <summary>The range of clamping by this and then by another; empty ranges collapse to the later bound, as clamping does.</summary>
    public ActivationRange Then(ActivationRange next) =>
        new(Clamp(Minimum, next), Clamp(Maximum, next));

    private static float Clamp(float value, ActivationRange range) =>
        value < range.Minimum ? range.Minimum : value > range.Maximum ? range.Maximum : value;
}
