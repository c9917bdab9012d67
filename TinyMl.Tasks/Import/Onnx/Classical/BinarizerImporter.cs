using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Binarizer: 1 above the threshold, else 0, also for what is not a number.</summary>
internal static class BinarizerImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        node.Output(new Threshold(node.Attributes.Float("threshold") ?? 0, Above: 1, Elsewhere: 0), node.Tensor(0));
    }
}
