using System;
using System.IO;
using TinyMl.Training.Layers;
using TinyMl.Training.Signals;

namespace TinyMl.Training.Onnx;

/// <summary>
/// Writes a network as frameworks export it: NCHW, signals as images of height 1, batch normalization on its own, and
/// a softmax at the end.
/// </summary>
internal static class GestureModelFile
{
    /// <summary>The input, [1, axes, 1, time].</summary>
    public const string InputName = "acceleration";

    /// <summary>The output, [1, classes].</summary>
    public const string OutputName = "probabilities";

    /// <summary>Writes the file at <paramref name="path"/>.</summary>
    public static void Write(string path, GestureNetwork network)
    {
        var graph = new OnnxGraph();
        string features = InputName;
        int block = 0;
        foreach (Layer layer in network.Layers)
        {
            features = layer switch
            {
                Convolution convolution => Add(graph, convolution, $"conv{++block}", features),
                BatchNormalization normalization => Add(graph, normalization, $"bn{block}", features),
                Relu => graph.AddNode("Relu", $"relu{block}", [features]),
                GlobalAveragePooling => graph.AddNode("GlobalAveragePool", "pool", [features]),
                FullyConnected connected => Add(graph, connected, "fc", features),
                _ => throw new NotSupportedException($"No ONNX operator is known for {layer.GetType().Name}."),
            };
        }

        graph.AddNode("Softmax", OutputName, [features], OnnxGraph.Integer("axis", 1));
        File.WriteAllBytes(path, graph.ToModel(
            "gestures",
            "TinyMl.Training",
            OnnxGraph.Value(InputName, 1, Recording.Axes, 1, Recording.Length),
            OnnxGraph.Value(OutputName, 1, GestureSynthesizer.Gestures.Count)));
    }

    private static string Add(OnnxGraph graph, Convolution layer, string name, string input) => graph.AddNode(
        "Conv",
        name,
        [input, graph.AddInitializer($"{name}.weight", layer.Weights, layer.Outputs, layer.Inputs, 1, layer.Kernel)],
        OnnxGraph.Integers("dilations", 1, 1),
        OnnxGraph.Integer("group", 1),
        OnnxGraph.Integers("kernel_shape", 1, layer.Kernel),
        OnnxGraph.Integers("pads", 0, layer.Padding, 0, layer.Padding),
        OnnxGraph.Integers("strides", 1, layer.Stride));

    private static string Add(OnnxGraph graph, BatchNormalization layer, string name, string input) => graph.AddNode(
        "BatchNormalization",
        name,
        [
            input,
            graph.AddInitializer($"{name}.weight", layer.Scale, layer.Channels),
            graph.AddInitializer($"{name}.bias", layer.Bias, layer.Channels),
            graph.AddInitializer($"{name}.running_mean", layer.RunningMean, layer.Channels),
            graph.AddInitializer($"{name}.running_var", layer.RunningVariance, layer.Channels),
        ],
        OnnxGraph.Number("epsilon", BatchNormalization.Epsilon));

    private static string Add(OnnxGraph graph, FullyConnected layer, string name, string input) => graph.AddNode(
        "Gemm",
        name,
        [
            graph.AddNode("Flatten", "flatten", [input], OnnxGraph.Integer("axis", 1)),
            graph.AddInitializer($"{name}.weight", layer.Weights, layer.Outputs, layer.Inputs),
            graph.AddInitializer($"{name}.bias", layer.Bias, layer.Outputs),
        ],
        OnnxGraph.Number("alpha", 1),
        OnnxGraph.Number("beta", 1),
        OnnxGraph.Integer("transB", 1));
}
