using System;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>The keys or the values of a LabelEncoder: strings, or numbers.</summary>
internal sealed record LabelTable(string[]? Strings, OnnxConstant? Numbers)
{
    public int Count => Strings?.Length ?? Numbers!.Count;

    /// <summary>Reads the one of the attributes <c>..._strings</c>, <c>..._int64s</c>, <c>..._floats</c> and <c>..._tensor</c> that is there.</summary>
    public static LabelTable Read(OnnxNode node, string prefix)
    {
        string[] strings = node.Attributes.Strings($"{prefix}_strings") ?? [];
        long[] integers = node.Attributes.Ints($"{prefix}_int64s") ?? [];
        float[] floats = node.Attributes.Floats($"{prefix}_floats") ?? [];
        LabelTable? tensor = Tensor(node, $"{prefix}_tensor");
        LabelTable[] given =
        [
            .. strings.Length > 0 ? [new LabelTable(strings, null)] : Array.Empty<LabelTable>(),
            .. integers.Length > 0 ? [new LabelTable(null, OnnxConstant.Vector(integers))] : Array.Empty<LabelTable>(),
            .. floats.Length > 0 ? [new LabelTable(null, new OnnxConstant(DataType.Float, [floats.Length], floats))] : Array.Empty<LabelTable>(),
            .. tensor is null ? Array.Empty<LabelTable>() : [tensor],
        ];
        return given.Length == 1 ? given[0] : throw node.Damaged($"it has {given.Length} lists of {prefix}, not one");
    }

    /// <summary>A tensor of labels; null where the attribute is missing.</summary>
    public static LabelTable? Tensor(OnnxNode node, string name)
    {
        if (node.Attributes.Tensor(name) is not { } tensor) return null;
        if (tensor.DataType == DataType.String) return new LabelTable([.. node.ReadStrings(tensor).Strings], null);
        OnnxConstant constant = node.Read(tensor);
        if (constant.Count == 0) throw node.Damaged($"its attribute '{name}' is empty");
        return constant.Type is DataType.Int64 or DataType.Float
            ? new LabelTable(null, constant)
            : throw node.Unsupported($"its attribute '{name}' is of the type {constant.Type}; STRING, INT64 and FLOAT are supported");
    }
}
