using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// One of two numbers for each element, by whether it exceeds a threshold, float32 (ONNX-ML Binarizer, the one-class SVMRegressor). Input: x;
/// output: y of as many elements, which may lie where x lies. Attributes, all f32: the threshold, the result above it, the result elsewhere.
/// </summary>
public sealed class Threshold : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly float _threshold;
    private readonly float _above;
    private readonly float _elsewhere;

    private Threshold(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _threshold = reader.SingleAttribute();
        _above = reader.SingleAttribute();
        _elsewhere = reader.SingleAttribute();
        reader.Require(x.Shape.Count == y.Shape.Count, "has an output of another size than its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ThresholdClassical, 56, static (ref OperatorReader reader) => new Threshold(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = x[i] > _threshold ? _above : _elsewhere;
    }
}
