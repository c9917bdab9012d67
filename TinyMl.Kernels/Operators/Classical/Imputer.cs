using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Puts a feature's own value where the value for "missing" stands, float32 (ONNX-ML Imputer). Inputs: x [..., F]; the values, constants
/// [F] or [1]. Output: y of the same shape, which may lie where x lies. Attributes: what is replaced (f32), which may be not a number.
/// </summary>
public sealed class Imputer : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FeatureConstant _values;
    private readonly float _replaced;

    private Imputer(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        _values = FeatureConstant.Read(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        _replaced = reader.SingleAttribute();
        reader.Require(x.Shape.Matches(y.Shape) && _values.Fits(x.Shape), "has an output or values that do not match its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ImputerClassical, 64, static (ref OperatorReader reader) => new Imputer(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        bool isMissingNaN = float.IsNaN(_replaced);
        for (int i = 0; i < y.Length; i++)
        {
            float value = x[i];
            bool isMissing = isMissingNaN ? float.IsNaN(value) : value == _replaced;
            y[i] = isMissing ? _values.At(memory, i) : value;
        }
    }
}
