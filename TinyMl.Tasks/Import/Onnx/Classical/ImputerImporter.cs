using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Imputer of floats: a feature's own value in the place of a number that stands for "missing", as NaN does.</summary>
internal static class ImputerImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        if (node.Attributes.Ints("imputed_value_int64s") is { Length: > 0 }) throw node.Unsupported("its attribute 'imputed_value_int64s' replaces integers, and floats are supported");
        node.Attributes.Ignore("replaced_value_int64");
        Tensor x = Samples.Read(node);
        node.Output(new Imputer(node.Attributes.Float("replaced_value_float") ?? 0), x, FeatureValues.Read(node, "imputed_value_floats", x));
    }
}
