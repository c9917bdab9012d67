using System;
using System.Buffers.Binary;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// The operands of a search along an axis. Input: x; output: y, Int32 or Int64, as many elements as the other axes have together.
/// Attributes: the axis; 1 for the greatest element, 0 for the least; 1 for the last of several, 0 for the first.
/// </summary>
internal readonly struct ArgOperands
{
    private readonly TensorBuffer _y;
    private readonly bool _isLong;

    public ArgOperands(ref OperatorReader reader, ElementType type)
    {
        TensorRecord x = reader.Input(type);
        TensorRecord y = reader.Output();
        reader.Require(y.Type is ElementType.Int32 or ElementType.Int64, "has an output that is neither Int32 nor Int64");
        int axis = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        reader.Require(axis < x.Shape.Rank, "has an axis beyond its input's rank");
        IsGreatest = reader.Attribute(0, 1) == 1;
        IsLast = reader.Attribute(0, 1) == 1;
        Length = x.Shape[axis];
        Inner = x.Shape.CountAfter(axis);
        reader.Require(y.Shape.Count == x.Shape.Count / Length, "has an output that is not as large as the axes that stay");
        X = x.Buffer;
        _y = y.Buffer;
        _isLong = y.Type == ElementType.Int64;
    }

    /// <summary>The elements along the axis.</summary>
    public int Length { get; }

    /// <summary>The elements from one to the next along the axis.</summary>
    public int Inner { get; }

    /// <summary>Whether the greatest element is sought, not the least.</summary>
    public bool IsGreatest { get; }

    /// <summary>Whether the last of several equal elements is meant, not the first.</summary>
    public bool IsLast { get; }

    /// <summary>Where x lies.</summary>
    public TensorBuffer X { get; }

    /// <summary>The bytes of y.</summary>
    public Span<byte> Write(scoped in ModelMemory memory) => _y.Write(memory);

    /// <summary>The number of elements of y.</summary>
    public int Count(ReadOnlySpan<byte> y) => y.Length / (_isLong ? sizeof(long) : sizeof(int));

    /// <summary>The first element along the axis for an element of y.</summary>
    public int Start(int output) => (output / Inner * Inner * Length) + (output % Inner);

    /// <summary>Stores an element of y.</summary>
    public void Store(Span<byte> y, int output, int index)
    {
        if (_isLong)
        {
            BinaryPrimitives.WriteInt64LittleEndian(y.Slice(output * sizeof(long)), index);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(y.Slice(output * sizeof(int)), index);
        }
    }
}
