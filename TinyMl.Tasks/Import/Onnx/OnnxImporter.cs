using System.Threading;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// Imports ONNX models (https://onnx.ai/onnx): opset 7 and up, float32. The graph's inputs and outputs keep the shapes
/// of the file; around operators that work on height and width stand transposes to the internal layout, which
/// simplification cancels.
/// </summary>
internal static class OnnxImporter
{
    /// <summary>Imports a model.</summary>
    /// <param name="path">The file's path, for messages and for external data beside it.</param>
    /// <param name="bytes">The file's content, not empty.</param>
    /// <param name="name">The name that the graph gets.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <exception cref="DiagnosticException">The file is damaged, or uses what is not supported.</exception>
    public static ImportedModel Import(string path, byte[] bytes, string name, CancellationToken cancellation)
    {
        OnnxFile file = OnnxFile.Parse(path, bytes);
        var external = new ExternalData(path);
        Graph graph = new OnnxGraphImport(file, new TensorReader(path, external)).Run(name, cancellation);
        return new ImportedModel(graph, [.. external.Files]);
    }
}
