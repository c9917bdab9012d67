using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Constant: a tensor, a number or a list of numbers.</summary>
internal static class ConstantImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(0, 0);
        if (node.Attributes.Tensor("value") is { } tensor)
        {
            node.Output(node.Read(tensor));
        }
        else if (node.Attributes.Float("value_float") is { } real)
        {
            node.Output(new OnnxConstant(DataType.Float, [], new[] { real }));
        }
        else if (node.Attributes.Floats("value_floats") is { } reals)
        {
            node.Output(new OnnxConstant(DataType.Float, [reals.Length], reals));
        }
        else if (node.Attributes.Int("value_int") is { } integer)
        {
            node.Output(new OnnxConstant(DataType.Int64, [], new[] { integer }));
        }
        else if (node.Attributes.Ints("value_ints") is { } integers)
        {
            node.Output(OnnxConstant.Vector(integers));
        }
        else
        {
            node.RequireUnderstood();
            throw node.Damaged("it has no value");
        }
    }
}
