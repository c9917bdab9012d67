using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// (x - offset) * scale, float32, bit for bit as ONNX Runtime's (ONNX-ML Scaler). Inputs: x [..., F]; offset and scale, constants [F] or
/// [1]. Output: y of the same shape, which may lie where x lies. No attributes.
/// </summary>
public sealed class Scaler : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FeatureConstant _offset;
    private readonly FeatureConstant _scale;

    private Scaler(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _offset = FeatureConstant.Read(ref reader);
        _scale = FeatureConstant.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(
            x.Shape.Matches(y.Shape) && _offset.Fits(x.Shape) && _scale.Fits(x.Shape),
            "has an output, an offset or a scale that does not match its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ScalerClassical, 72, static (ref OperatorReader reader) => new Scaler(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = (float)((float)(x[i] - _offset.At(memory, i)) * _scale.At(memory, i));
    }
}
