using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>Constant unsigned numbers of one to four bytes each, little-endian: a UInt8 tensor [count, bytes].</summary>
internal readonly struct IndexColumn
{
    private readonly TensorBuffer _buffer;
    private readonly int _size;

    private IndexColumn(TensorBuffer buffer, int count, int size)
    {
        _buffer = buffer;
        Count = count;
        _size = size;
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>The column that a tensor is.</summary>
    public static IndexColumn Of(in OperatorReader reader, in TensorRecord tensor)
    {
        reader.Require(
            tensor.IsConstant && tensor.Type == ElementType.UInt8 && tensor.Shape.Rank == 2 && tensor.Shape[1] <= sizeof(uint),
            "has indexes that are not constant bytes [count, 1 to 4]");
        return new IndexColumn(tensor.Buffer, tensor.Shape[0], tensor.Shape[1]);
    }

    /// <summary>The numbers.</summary>
    public IndexSpan Read(scoped in ModelMemory memory) => new(_buffer.Read(memory), _size);
}
