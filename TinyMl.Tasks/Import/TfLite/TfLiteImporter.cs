using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>Imports TensorFlow Lite models: float, int8, and float with quantized or float16 weights, which become floats here.</summary>
internal static class TfLiteImporter
{
    /// <summary>Imports a file with the identifier TFL3.</summary>
    /// <exception cref="DiagnosticException">TML1002 to TML1005: the file is damaged, or has what is not supported.</exception>
    public static Graph Import(string path, byte[] bytes, string name, CancellationToken cancellation)
    {
        TfLiteModel model = TfLiteReader.Read(path, bytes);
        foreach (TfLiteOperator @operator in model.Subgraphs.SelectMany(graph => graph.Operators)) CheckSupported(model, @operator);

        var tensors = new GraphTensors(model);
        var nodes = new List<Node>();
        Tensor[] inputs = [.. model.Inputs.Select(tensors.AddInput)];
        foreach (TfLiteOperator @operator in model.Operators)
        {
            cancellation.ThrowIfCancellationRequested();
            SupportedOperators.Import(@operator)!(new TfLiteNode(path, @operator, tensors, nodes));
        }

        if (model.Operators.IsEmpty || inputs.Length == 0 || model.Outputs.IsEmpty)
        {
            throw ModelDiagnostics.NotAModel(path, "it computes nothing: it lacks inputs, outputs or operators");
        }

        return new Graph(name, inputs, model.Outputs.Select(output => tensors.IsConstant(output) ? tensors.Constant(output) : tensors.Activation(output)), nodes, tensors.States);
    }

    private static void CheckSupported(TfLiteModel model, TfLiteOperator @operator)
    {
        string? what =
            SupportedOperators.Import(@operator) is null ? @operator.CodeName
            : @operator.Obstacle is string obstacle ? $"{@operator.CodeName} with {obstacle}"
            : null;
        if (what is not null)
        {
            throw ModelDiagnostics.OperatorNotSupported(model.Path, what, @operator.Name, SupportedOperators.Sentence);
        }
    }
}
