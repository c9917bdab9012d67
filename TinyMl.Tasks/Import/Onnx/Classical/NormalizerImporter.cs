using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Normalizer: each sample divided by its norm.</summary>
internal static class NormalizerImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        int norm = node.Attributes.String("norm") switch
        {
            null or "MAX" => 0,
            "L1" => 1,
            "L2" => 2,
            { } other => throw node.Damaged($"its norm is '{other}', which there is not"),
        };
        node.Output(new Normalizer(norm), x);
    }
}
