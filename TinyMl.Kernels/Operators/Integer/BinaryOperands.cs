using System.Runtime.CompilerServices;
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
    private readonly BroadcastRows _operands;
    private readonly T _leftZeroPoint;
    private readonly T _rightZeroPoint;

    /// <summary>Reads both inputs, the output, and the zero points of both inputs.</summary>
    public BinaryOperands(ref OperatorReader reader)
    {
        TensorRecord left = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord right = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord output = reader.RowOutput(StoredInteger<T>.Type);
        _operands = new BroadcastRows(reader, left, right, output);
        _leftZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
        _rightZeroPoint = StoredInteger<T>.Narrow(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>The rows of the output.</summary>
    public int Rows => _operands.Rows;

    /// <summary>Applies a function to every pair of a row.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public void Map<TFunction>(in ModelMemory memory, int row, TFunction function)
        where TFunction : struct, IBinaryFunction<T>
    {
        ReadOnlyIntegerSpan<T> left = _operands.Left[row].ReadIntegers<T>(memory);
        ReadOnlyIntegerSpan<T> right = _operands.Right[row].ReadIntegers<T>(memory);
        IntegerSpan<T> output = _operands.Output[row].WriteIntegers<T>(memory);
        Broadcast broadcast = _operands.Within;
        int leftZeroPoint = StoredInteger<T>.Widen(_leftZeroPoint), rightZeroPoint = StoredInteger<T>.Widen(_rightZeroPoint);
        int written = 0;
        for (int run = 0; run < broadcast.Rows; run++)
        {
            int l = broadcast.LeftStart(run), r = broadcast.RightStart(run);
            for (int i = 0; i < broadcast.RowLength; i++)
            {
                output[written++] = function.Apply(StoredInteger<T>.Widen(left[l]) - leftZeroPoint, StoredInteger<T>.Widen(right[r]) - rightZeroPoint);
                l += broadcast.LeftStep;
                r += broadcast.RightStep;
            }
        }
    }
}
