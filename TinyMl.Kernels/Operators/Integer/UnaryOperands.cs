using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>The operands of an elementwise operator, integers of the same type and shape. The output may lie on the input.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct UnaryOperands<T>
    where T : unmanaged
{
    private const int ByteValues = 256;

    private readonly RowBuffer _x;
    private readonly RowBuffer _y;
    private readonly T _xZeroPoint;

    /// <summary>Reads the input, the output, and the input's zero point.</summary>
    public UnaryOperands(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord y = reader.RowOutput(StoredInteger<T>.Type);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        Rows = RowBuffer.Rows(reader, y);
        _x = new RowBuffer(x, Rows);
        _y = new RowBuffer(y, Rows);
        _xZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>The rows of the output.</summary>
    public int Rows { get; }

    /// <summary>
    /// Applies a function to every element of a row; of bytes to every possible one first where there are more elements than those.
    /// </summary>
    public void Map<TFunction>(in ModelMemory memory, int row, TFunction function)
        where TFunction : struct, IUnaryFunction<T>
    {
        ReadOnlyIntegerSpan<T> x = _x[row].ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y[row].WriteIntegers<T>(memory);
        int zeroPoint = StoredInteger<T>.Widen(_xZeroPoint);
        if (typeof(T) != typeof(sbyte) || x.Length <= ByteValues)
        {
            for (int i = 0; i < x.Length; i++) y[i] = function.Apply(StoredInteger<T>.Widen(x[i]) - zeroPoint);
            return;
        }

        Span<T> table = stackalloc T[ByteValues];
        for (int value = sbyte.MinValue; value <= sbyte.MaxValue; value++) table[(byte)value] = function.Apply(value - zeroPoint);
        for (int i = 0; i < x.Length; i++) y[i] = table[(byte)StoredInteger<T>.Widen(x[i])];
    }
}
