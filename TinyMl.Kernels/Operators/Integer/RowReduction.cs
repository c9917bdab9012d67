using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// A reduction over height and width that takes in a row of x at a time, as the last operator of a stream: its rows are those of x, and y
/// is written with the last one. Inputs: x [1, H, W, C]; outputs: y of the same type and C elements, and int32 [C] for what is taken in so far.
/// Attributes: those of the function.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TFunction">What is computed, with its attributes.</typeparam>
internal sealed class RowReduction<T, TFunction> : RowOperator
    where T : unmanaged
    where TFunction : struct, IReduction<T>
{
    private readonly RowBuffer _x;
    private readonly TensorBuffer _y;
    private readonly TensorBuffer _accumulated;
    private readonly int _count;
    private readonly TFunction _function;

    public RowReduction(ref OperatorReader reader, Reduction<T, TFunction>.FunctionReader readFunction)
    {
        TensorRecord x = reader.RowInput(StoredInteger<T>.Type);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        TensorRecord accumulated = reader.Output(ElementType.Int32);
        reader.Require(x.Shape.Rank == 4 && x.Shape[0] == 1, "has an input that is not [1, H, W, C]");
        reader.Require(y.Shape.Count == x.Shape[3] && accumulated.Shape.Count == x.Shape[3], "has an output that is not one element a channel");
        _function = readFunction(ref reader);
        Rows = x.Shape[1];
        _count = x.Shape[1] * x.Shape[2];
        _x = new RowBuffer(x, Rows);
        _y = y.Buffer;
        _accumulated = accumulated.Buffer;
    }

    internal override int Rows { get; }

    internal override bool IsUpward => false;

    internal override int FirstRow(int row) => row;

    internal override int EndRow(int row) => row + 1;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        ReadOnlyIntegerSpan<T> x = _x[row].ReadIntegers<T>(memory);
        IntegerSpan<int> accumulated = _accumulated.WriteIntegers<int>(memory);
        int channels = accumulated.Length;
        for (int channel = 0; channel < channels; channel++)
        {
            int value = row == 0 ? _function.Start : accumulated[channel];
            for (int i = channel; i < x.Length; i += channels) value = _function.Next(value, StoredInteger<T>.Widen(x[i]));
            accumulated[channel] = value;
        }

        if (row < Rows - 1) return;
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        for (int channel = 0; channel < channels; channel++) y[channel] = _function.Result(accumulated[channel], _count);
    }
}
