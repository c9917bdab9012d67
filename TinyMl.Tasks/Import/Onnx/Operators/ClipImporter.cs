using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Clip: bounds are attributes before opset 11 and constant inputs from there on; the default bounds are none.</summary>
internal static class ClipImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, node.Opset < 11 ? 1 : 3);
        float? minimum = node.Opset < 11 ? node.Attributes.Float("min") : Bound(node, 1, "minimum");
        float? maximum = node.Opset < 11 ? node.Attributes.Float("max") : Bound(node, 2, "maximum");
        if (minimum is float.NaN || maximum is float.NaN) throw node.Damaged("a bound is not a number");

        // The largest finite values are the defaults of the attributes and mean no bound.
        var range = new ActivationRange(
            minimum is null or float.MinValue ? float.NegativeInfinity : minimum.Value,
            maximum is null or float.MaxValue ? float.PositiveInfinity : maximum.Value);
        node.Output(new Clamp(range), node.Tensor(0));
    }

    private static float? Bound(OnnxNode node, int input, string role)
    {
        if (!node.Has(input)) return null;
        float[] bound = node.Floats(input, role, requireFinite: false);
        return bound is [float value] ? value : throw node.Damaged($"its {role} has {bound.Length} elements");
    }
}
