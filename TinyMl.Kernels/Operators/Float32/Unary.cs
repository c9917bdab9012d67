using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// An elementwise operator of one float32 tensor. Input: x; output: y of as many elements, which may lie where x lies.
/// Attributes: those of the function.
/// </summary>
/// <typeparam name="TFunction">What is computed, with its attributes.</typeparam>
internal sealed class Unary<TFunction> : ElementwiseOperator
    where TFunction : struct, IUnaryFunction
{
    private readonly RowBuffer _x;
    private readonly RowBuffer _y;
    private readonly TFunction _function;

    public Unary(ref OperatorReader reader, FunctionReader readFunction)
    {
        TensorRecord x = reader.RowInput(ElementType.Float32);
        TensorRecord y = reader.RowOutput(ElementType.Float32);
        Rows = RowBuffer.Rows(reader, y);
        reader.Require(Rows > 1 ? x.Shape.Matches(y.Shape) : x.Shape.Count == y.Shape.Count, "has an output of another size than its input");
        _function = readFunction(ref reader);
        _x = new RowBuffer(x, Rows);
        _y = new RowBuffer(y, Rows);
    }

    /// <summary>Reads the function's attributes.</summary>
    public delegate TFunction FunctionReader(ref OperatorReader reader);

    internal override int Rows { get; }

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        RealSpan<Float32Format> x = _x[row].Read<Float32Format>(memory);
        Float32Span y = _y[row].WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = _function.Apply(x[i]);
    }
}
