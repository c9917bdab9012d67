using System;
using System.Linq;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>ConstantOfShape: one value in all places; the default is the float 0.</summary>
internal static class ConstantOfShapeImporter
{
    /// <summary>A few bytes of a file must not ask for much memory.</summary>
    private const int MostElements = 1 << 20;

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        long[] shape = node.Integers(0, "shape")!;
        if (shape.Length > TensorReader.MostDimensions || Array.Exists(shape, dimension => dimension < 0))
            throw node.Damaged($"its shape is [{string.Join(", ", shape)}]");
        OnnxConstant value = node.Attributes.Tensor("value") is { } tensor
            ? node.Read(tensor)
            : new OnnxConstant(DataType.Float, [1], new float[1]);
        if (value.Count != 1) throw node.Damaged($"its value is {value}, not one element");

        int count = node.Reserve(shape);
        if (count > MostElements) throw node.Unsupported($"its shape [{string.Join(", ", shape)}] has more than {MostElements} elements");
        node.Output(value.Select([.. shape.Select(dimension => (int)dimension)], new int[count]));
    }
}
