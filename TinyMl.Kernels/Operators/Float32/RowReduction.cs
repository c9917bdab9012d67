using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The mean over height and width, float32, that takes in a row of x at a time, as the last operator of a stream: its rows are those of x,
/// and y is written with the last one. The sum of a channel is taken from its first element on. Inputs: x [1, H, W, C]; outputs: y of C
/// elements, and [C] for the sums so far. Attributes: the activation.
/// </summary>
internal sealed class RowReduction : RowOperator
{
    /// <summary>Bytes of an object, for the kernels that share this one.</summary>
    public const int InstanceBytes = 72;

    private readonly RowBuffer _x;
    private readonly TensorBuffer _y;
    private readonly TensorBuffer _sums;
    private readonly int _count;
    private readonly FloatRange _activation;

    public RowReduction(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        TensorRecord sums = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Rank == 4 && x.Shape[0] == 1, "has an input that is not [1, H, W, C]");
        reader.Require(y.Shape.Count == x.Shape[3] && sums.Shape.Count == x.Shape[3], "has an output that is not one element a channel");
        _activation = FloatRange.Read(ref reader);
        Rows = x.Shape[1];
        _count = x.Shape[1] * x.Shape[2];
        _x = new RowBuffer(x, Rows);
        _y = y.Buffer;
        _sums = sums.Buffer;
    }

    internal override int Rows { get; }

    internal override bool IsUpward => false;

    internal override int FirstRow(int row) => row;

    internal override int EndRow(int row) => row + 1;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        RealSpan<Float32Format> x = _x[row].Read<Float32Format>(memory);
        Float32Span sums = _sums.WriteFloat32(memory);
        if (row == 0) sums.Clear();
        for (int pixel = 0; pixel < x.Length; pixel += sums.Length) Accumulation.Add(sums, x.Slice(pixel, sums.Length));

        if (row < Rows - 1) return;
        Float32Span y = _y.WriteFloat32(memory);
        for (int i = 0; i < y.Length; i++) y[i] = _activation.Clamp((float)(sums[i] / _count));
    }
}
