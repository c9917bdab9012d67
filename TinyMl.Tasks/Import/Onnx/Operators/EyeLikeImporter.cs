using System.Collections.Immutable;
using System.Linq;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>EyeLike: ones on a diagonal of a matrix of the shape of the input.</summary>
internal static class EyeLikeImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        ImmutableArray<int> shape = node.Input(0).Dimensions;
        if (shape.Length != 2) throw node.Damaged($"its input has {shape.Length} dimensions, not 2");
        long diagonal = node.Attributes.Int("k") ?? 0;
        DataType type = node.Attributes.Int("dtype") is { } named ? (DataType)named
            : node.Input(0).Constant is { } constant ? constant.Type
            : OnnxConstant.DataTypeOf(node.Input(0).Activation!.Type);
        if (OnnxConstant.ElementTypeOf(type) is null) throw node.Unsupported($"its dtype is {type}");
        int count = node.ReserveList(shape[0], shape[1]);
        long[] ones = [.. Enumerable.Range(0, count).Select(i => (i % shape[1]) - (i / shape[1]) == diagonal ? 1L : 0)];
        node.Output(new OnnxConstant(DataType.Int64, shape, ones).Cast(type));
    }
}
