using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>ZipMap: the scores as they are; what the map's keys call them goes with the model.</summary>
internal static class ZipMapImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        ClassNames names = ClassNames.Read(node, "classlabels_int64s");
        if (x.Shape.LastOrDefault(1) != names.Count) throw node.Damaged($"it has {names.Count} keys, and its input {x.Shape}");
        node.AddClassNames(names);
        node.Output(x);
    }
}
