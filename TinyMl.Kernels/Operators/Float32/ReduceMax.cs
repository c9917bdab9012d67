using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The largest element over some axes, float32; not-a-number never is; see <see cref="Reduction{TFunction}"/> for its tensors and attributes.</summary>
public static class ReduceMax
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceMaxFloat32,
        Reduction<Maximum>.InstanceBytes,
        static (ref OperatorReader reader) => new Reduction<Maximum>(ref reader));

    private readonly struct Maximum : IReduction
    {
        public float Start => float.NegativeInfinity;

        public float Next(float accumulated, float x) => x > accumulated ? x : accumulated;

        public void Next(Float32Span accumulated, RealSpan<Float32Format> x) => Accumulation.Max(accumulated, x);

        public float Result(float accumulated, int count) => accumulated;
    }
}
