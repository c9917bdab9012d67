using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>Where the rows of an elementwise operator's operand lie: one after another, or in a ring; or one row that serves all.</summary>
internal readonly struct RowBuffer
{
    private readonly TensorBuffer _first;
    private readonly int _slots;

    /// <summary>The rows of a tensor, of which there are as many in [1, H, W, C], or one.</summary>
    public RowBuffer(in TensorRecord tensor, int rows)
    {
        _slots = tensor.IsRing ? tensor.Slots : rows;
        _first = tensor.Buffer.Part(0, tensor.ByteLength / _slots);
    }

    /// <summary>The bytes of a row.</summary>
    public TensorBuffer this[int row] => _first.Part(row % _slots * _first.Length, _first.Length);

    /// <summary>The rows in which an elementwise operator computes its output: those of [1, H, W, C] in a stream, else one.</summary>
    public static int Rows(in OperatorReader reader, in TensorRecord y)
    {
        if (!reader.IsStreamed) return 1;
        reader.Require(y.Shape.Rank == 4 && y.Shape[0] == 1, "is in a stream, and its output is not [1, H, W, C]");
        return y.Shape[1];
    }
}
