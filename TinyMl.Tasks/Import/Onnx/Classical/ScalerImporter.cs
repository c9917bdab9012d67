using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Scaler: (x - offset) * scale.</summary>
internal static class ScalerImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        node.Output(new Scaler(), x, FeatureValues.Read(node, "offset", x), FeatureValues.Read(node, "scale", x));
    }
}
