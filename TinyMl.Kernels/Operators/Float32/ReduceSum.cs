using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The sum over some axes, float32, from the first element on; see <see cref="Reduction{TFunction}"/> for its tensors and attributes.</summary>
public static class ReduceSum
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceSumFloat32,
        Reduction<Sum>.InstanceBytes,
        static (ref OperatorReader reader) => new Reduction<Sum>(ref reader));

    private readonly struct Sum : IReduction
    {
        public float Start => 0;

        public float Next(float accumulated, float x) => (float)(accumulated + x);

        public void Next(Float32Span accumulated, RealSpan<Float32Format> x) => Accumulation.Add(accumulated, x);

        public float Result(float accumulated, int count) => accumulated;
    }
}
