using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>Holds classical models to ONNX Runtime: labels exactly, scores exactly or within a tolerance.</summary>
internal static class ClassicalOracle
{
    /// <summary>Requires agreement of all outputs, with and without simplification.</summary>
    /// <param name="model">A model of one input [N, F].</param>
    /// <param name="x">The samples.</param>
    /// <param name="tolerance">The greatest difference of scores; 0 for the same bits, but for the sign of 0.</param>
    /// <param name="message">Names the case.</param>
    /// <returns>The simplified graph.</returns>
    public static Graph RequireAgreement(OnnxModelBuilder model, float[] x, double tolerance, string? message = null)
    {
        byte[] bytes = model.Write();
        Graph graph = OnnxRuntimeOracle.Import(bytes);
        Array[] expected = Run(bytes, graph, x);
        Graph simplified = graph.Simplified();
        foreach (Graph variant in new[] { graph, simplified })
        {
            TinyModel runtime = OnnxRuntimeOracle.Load(variant);
            x.CopyTo(runtime.Input<float>());
            runtime.Invoke();
            for (int i = 0; i < expected.Length; i++) Compare(expected[i], runtime, i, graph.Labels, tolerance, $"{message}, output {i}");
        }

        return simplified;
    }

    private static void Compare(Array expected, TinyModel runtime, int output, IReadOnlyList<string> labels, double tolerance, string message)
    {
        switch (expected)
        {
            case float[] scores:
                float[] actual = runtime.Output<float>(output).ToArray();
                Assert.HasCount(scores.Length, actual, message);
                string[] wrong = [.. scores.Select((score, i) => (score, i)).Where(pair => !IsClose(pair.score, actual[pair.i], tolerance)).Select(pair => $"at {pair.i} {pair.score:R} and not {actual[pair.i]:R}")];
                Assert.IsEmpty(wrong, $"{message}: {string.Join(", ", wrong)}");
                break;
            case long[] integers:
                CollectionAssert.AreEqual(integers, runtime.Output<long>(output).ToArray(), message);
                break;
            default:
                CollectionAssert.AreEqual((string[])expected, runtime.Output<long>(output).ToArray().Select(place => labels[(int)place]).ToArray(), message);
                break;
        }
    }

    private static bool IsClose(float expected, float actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs((double)expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));

    private static Array[] Run(byte[] bytes, Graph graph, float[] x)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(bytes, options);
        NamedOnnxValue[] feeds = [NamedOnnxValue.CreateFromTensor(graph.Inputs[0].Name, new DenseTensor<float>(x, graph.Inputs[0].Shape.ToArray()))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run(feeds, [.. graph.Outputs.Select(output => output.Name)]);
        return [.. outputs.Select(Values)];
    }

    private static Array Values(DisposableNamedOnnxValue output) => output.Value switch
    {
        Tensor<float> scores => scores.ToArray(),
        Tensor<long> labels => labels.ToArray(),
        Tensor<string> labels => labels.ToArray(),
        _ => throw new InvalidOperationException($"{output.Name} is {output.Value}."),
    };
}
