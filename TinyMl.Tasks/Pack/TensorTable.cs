using System;
using System.Collections.Generic;
using System.IO.Hashing;
using TinyMl.Format;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Pack;

/// <summary>The tensor records of a packed model and the constants behind them; equal records and equal constants are stored once.</summary>
internal sealed class TensorTable(LoweredGraph graph, MemoryPlan plan)
{
    private readonly Dictionary<(ElementType Type, Shape Shape, bool IsConstant, int Offset), int> _indexes = [];
    private readonly Dictionary<UInt128, int> _constantOffsets = [];
    private readonly PackedWriter _records = new();
    private readonly PackedWriter _constants = new();
    private readonly int[] _bytesByRole = new int[Enum.GetValues<ConstantRole>().Length];

    public int Count => _indexes.Count;

    public ReadOnlySpan<byte> Records => _records.Written;

    public ReadOnlySpan<byte> Constants => _constants.Written;

    public int BytesOf(ConstantRole role) => _bytesByRole[(int)role];

    /// <summary>The index of an arena tensor's record, which is added where it is new.</summary>
    public int Index(Tensor tensor) => Index(tensor, isConstant: false, plan.Offsets[graph.Storage(tensor)]);

    /// <summary>The index of an input's record; a constant's bytes are added where they are new.</summary>
    public int Index(LoweredInput input) =>
        input.Tensor.IsConstant ? Index(input.Tensor, isConstant: true, ConstantOffset(input)) : Index(input.Tensor);

    private int Index(Tensor tensor, bool isConstant, int offset)
    {
        (ElementType Type, Shape Shape, bool IsConstant, int Offset) key = (tensor.Type, tensor.Shape, isConstant, offset);
        if (_indexes.TryGetValue(key, out int index)) return index;

        index = _indexes.Count;
        _indexes.Add(key, index);
        _records.Byte((byte)((byte)tensor.Type | (isConstant ? PackedFormat.ConstantFlag : 0)));
        _records.VarUInt((uint)tensor.Shape.Rank);
        foreach (int dimension in tensor.Shape) _records.VarUInt((uint)dimension);
        _records.VarUInt((uint)offset);
        return index;
    }

    private int ConstantOffset(LoweredInput input)
    {
        UInt128 content = XxHash128.HashToUInt128(input.Tensor.Data);
        if (_constantOffsets.TryGetValue(content, out int offset)) return offset;

        offset = _constants.Written.Length;
        _constantOffsets.Add(content, offset);
        _constants.Bytes(input.Tensor.Data);
        _bytesByRole[(int)input.Role] += input.Tensor.ByteLength;
        return offset;
    }
}
