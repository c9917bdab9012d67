using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The mean over some axes, float32: the sum from the first element on, divided by their number; see <see cref="Reduction{TFunction}"/> for its tensors and attributes.</summary>
public static class Mean
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.MeanFloat32,
        Reduction<Average>.InstanceBytes,
        static (ref OperatorReader reader) => new Reduction<Average>(ref reader));

    private readonly struct Average : IReduction
    {
        public float Start => 0;

        public float Next(float accumulated, float x) => (float)(accumulated + x);

        public void Next(Float32Span accumulated, RealSpan<Float32Format> x) => Accumulation.Add(accumulated, x);

        public float Result(float accumulated, int count) => (float)(accumulated / count);
    }
}
