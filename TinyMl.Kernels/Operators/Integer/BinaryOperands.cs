using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The operands of a binary operator: two integer inputs (either may be a constant) that broadcast to the output of at most
/// six dimensions. The output may lie on an input of its size and type.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal readonly struct BinaryOperands<T>
    where T : unmanaged
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _output;
    private readonly Broadcast _broadcast;
    private readonly T _leftZeroPoint;
    private readonly T _rightZeroPoint;

    /// <summary>Reads both inputs, the output, and the zero points of both inputs.</summary>
    public BinaryOperands(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(StoredInteger<T>.Type);
        TensorRecord right = reader.Input(StoredInteger<T>.Type);
        TensorRecord output = reader.Output(StoredInteger<T>.Type);
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, output.Shape);
        _left = left.Buffer;
        _right = right.Buffer;
        _output = output.Buffer;
        _leftZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        _rightZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>Applies a function to every pair.</summary>
    public void Map<TFunction>(in ModelMemory memory, TFunction function)
        where TFunction : struct, IBinaryFunction<T>
    {
        ReadOnlyIntegerSpan<T> left = _left.ReadIntegers<T>(memory);
        ReadOnlyIntegerSpan<T> right = _right.ReadIntegers<T>(memory);
        IntegerSpan<T> output = _output.WriteIntegers<T>(memory);
        int leftZeroPoint = StoredInteger<T>.Widen(_leftZeroPoint), rightZeroPoint = StoredInteger<T>.Widen(_rightZeroPoint);
        int written = 0;
        for (int row = 0; row < _broadcast.Rows; row++)
        {
            int l = _broadcast.LeftStart(row), r = _broadcast.RightStart(row);
            for (int i = 0; i < _broadcast.RowLength; i++)
            {
                output[written++] = function.Apply(StoredInteger<T>.Widen(left[l]) - leftZeroPoint, StoredInteger<T>.Widen(right[r]) - rightZeroPoint);
                l += _broadcast.LeftStep;
                r += _broadcast.RightStep;
            }
        }
    }
}
