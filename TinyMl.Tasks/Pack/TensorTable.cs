using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using TinyMl.Format;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Pack;

/// <summary>The tensor records of a packed model and the constants behind them; equal records and equal constants are stored once.</summary>
internal sealed class TensorTable(LoweredGraph graph, MemoryPlan plan)
{
    private readonly Dictionary<(byte Kind, int Slots, Shape Shape, int Offset), int> _indexes = [];
    private readonly Dictionary<Tensor, int> _rings = graph.Operators.SelectMany(lowered => lowered.Stream?.Rings ?? new Dictionary<Tensor, int>()).ToDictionary();
    private readonly Dictionary<UInt128, int> _constantOffsets = [];
    private readonly PackedWriter _records = new();
    private readonly List<ReadOnlyMemory<byte>> _constants = [];
    private readonly int[] _bytesByRole = new int[Enum.GetValues<ConstantRole>().Length];

    public int Count => _indexes.Count;

    public ReadOnlySpan<byte> Records => _records.Written;

    /// <summary>The constants, one behind the other.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Constants => _constants;

    /// <summary>Their length.</summary>
    public int ConstantsLength { get; private set; }

    public int BytesOf(ConstantRole role) => _bytesByRole[(int)role];

    /// <summary>The index of an arena tensor's record, which is added where it is new.</summary>
    public int Index(Tensor tensor)
    {
        int offset = plan.Offsets[graph.Storage(tensor)];
        return _rings.TryGetValue(tensor, out int slots)
            ? Index((byte)((byte)tensor.Type | PackedFormat.RingFlag), slots, tensor.Shape, offset)
            : Index((byte)tensor.Type, 0, tensor.Shape, offset);
    }

    /// <summary>The index of an input's record; a constant's bytes are added where they are new.</summary>
    public int Index(LoweredInput input)
    {
        if (!input.Tensor.IsConstant) return Index(input.Tensor);
        StoredConstant stored = StoredConstant.Of(input);
        return Index((byte)(stored.Kind | PackedFormat.ConstantFlag), 0, input.Tensor.Shape, ConstantOffset(stored.Data, input.Role), stored.HasLength ? stored.Data.Length : null);
    }

    private int Index(byte kind, int slots, Shape shape, int offset, int? length = null)
    {
        (byte Kind, int Slots, Shape Shape, int Offset) key = (kind, slots, shape, offset);
        if (_indexes.TryGetValue(key, out int index)) return index;

        index = _indexes.Count;
        _indexes.Add(key, index);
        _records.Byte(kind);
        if (slots > 0) _records.Byte((byte)slots);
        _records.VarUInt((uint)shape.Rank);
        foreach (int dimension in shape) _records.VarUInt((uint)dimension);
        if (length is int bytes) _records.VarUInt((uint)bytes);
        _records.VarUInt((uint)offset);
        return index;
    }

    private int ConstantOffset(ReadOnlyMemory<byte> data, ConstantRole role)
    {
        UInt128 content = XxHash128.HashToUInt128(data.Span);
        if (_constantOffsets.TryGetValue(content, out int offset)) return offset;

        offset = ConstantsLength;
        ConstantsLength = checked(offset + data.Length);
        _constantOffsets.Add(content, offset);
        _constants.Add(data);
        _bytesByRole[(int)role] += data.Length;
        return offset;
    }
}
