using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>A tensor of indices: UInt8, Int16, Int32 or Int64.</summary>
internal readonly struct IndexTensor
{
    private readonly TensorBuffer _buffer;
    private readonly ElementType _type;

    private IndexTensor(in TensorRecord record)
    {
        _buffer = record.Buffer;
        _type = record.Type;
    }

    /// <summary>Takes an input of a type that indices may have.</summary>
    public static IndexTensor Of(in OperatorReader reader, in TensorRecord record)
    {
        reader.Require(record.Type is ElementType.UInt8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64, "has indices that are no integers");
        return new IndexTensor(record);
    }

    /// <summary>The indices to read.</summary>
    public IndexSpan Read(scoped in ModelMemory memory) => new(_buffer.Read(memory), _type);
}
