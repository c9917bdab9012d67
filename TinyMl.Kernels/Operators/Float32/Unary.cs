using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// An elementwise operator of one float32 tensor. Input: x; output: y of as many elements, which may lie where x lies.
/// Attributes: those of the function.
/// </summary>
/// <typeparam name="TFunction">What is computed, with its attributes.</typeparam>
internal sealed class Unary<TFunction> : Operator
    where TFunction : struct, IUnaryFunction
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly TFunction _function;

    public Unary(ref OperatorReader reader, FunctionReader readFunction)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Count == y.Shape.Count, "has an output of another size than its input");
        _function = readFunction(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>Reads the function's attributes.</summary>
    public delegate TFunction FunctionReader(ref OperatorReader reader);

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = _function.Apply(x[i]);
    }
}
