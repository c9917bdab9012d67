using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The least element over some axes, float32; not-a-number never is; see <see cref="Reduction{TFunction}"/> for its tensors and attributes.</summary>
public static class ReduceMin
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceMinFloat32,
        Reduction<Minimum>.InstanceBytes,
        static (ref OperatorReader reader) => new Reduction<Minimum>(ref reader));

    private readonly struct Minimum : IReduction
    {
        public float Start => float.PositiveInfinity;

        public float Next(float accumulated, float x) => x < accumulated ? x : accumulated;

        public void Next(Float32Span accumulated, RealSpan<Float32Format> x) => Accumulation.Min(accumulated, x);

        public float Result(float accumulated, int count) => accumulated;
    }
}
