using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>The product over some axes, float32, from the first element on; see <see cref="Reduction{TFunction}"/> for its tensors and attributes.</summary>
public static class ReduceProd
{
    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(
        OperatorCode.ReduceProdFloat32,
        Reduction<Product>.InstanceBytes,
        static (ref OperatorReader reader) => new Reduction<Product>(ref reader));

    private readonly struct Product : IReduction
    {
        public float Start => 1;

        public float Next(float accumulated, float x) => (float)(accumulated * x);

        public void Next(Float32Span accumulated, RealSpan<Float32Format> x)
        {
            for (int i = 0; i < x.Length; i++) accumulated[i] = (float)(accumulated[i] * x[i]);
        }

        public float Result(float accumulated, int count) => accumulated;
    }
}
