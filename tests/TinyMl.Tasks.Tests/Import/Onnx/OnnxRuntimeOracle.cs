using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Runs a model by ONNX Runtime, and on the whole way through import, simplification, planning, packing and our kernels.</summary>
internal static class OnnxRuntimeOracle
{
    /// <summary>Requires that our outputs have ONNX Runtime's shapes, and are within 1e-4 of the outputs' range of its values, with and without simplification.</summary>
    /// <param name="model">The model.</param>
    /// <param name="message">What a failure says.</param>
    /// <param name="leastRange">The range that an output is taken to have at least, where it may be the difference of larger values.</param>
    /// <returns>The simplified graph.</returns>
    public static Graph RequireAgreement(OnnxModelBuilder model, string? message = null, double leastRange = 1e-6)
    {
        byte[] bytes = model.Write();
        Graph graph = Import(bytes);
        float[][] inputs = [.. graph.Inputs.Select((input, index) => Values(input.Shape, index))];
        (int[] Shape, float[] Values)[] expected = RunOnnxRuntime(bytes, graph, inputs);

        Graph simplified = graph.Simplified();
        foreach (Graph variant in new[] { graph, simplified })
        {
            TinyModel runtime = Load(variant);
            Assert.HasCount(expected.Length, runtime.Outputs, message);
            for (int i = 0; i < inputs.Length; i++) inputs[i].CopyTo(runtime.Input<float>(i));
            runtime.Invoke();
            for (int i = 0; i < expected.Length; i++)
            {
                CollectionAssert.AreEqual(expected[i].Shape, runtime.Outputs[i].Shape.ToArray(), message);
                RequireClose(expected[i].Values, runtime.Output<float>(i), 1e-4, message, leastRange);
            }
        }

        return simplified;
    }

    /// <summary>Whether ONNX Runtime accepts a model; it refuses some that the standard allows, and the other way round.</summary>
    public static bool Accepts(OnnxModelBuilder model)
    {
        try
        {
            using InferenceSession session = Session(model.Write());
            var inputs = session.InputMetadata.Select(input => NamedOnnxValue.CreateFromTensor(input.Key, new DenseTensor<float>(input.Value.Dimensions))).ToArray();
            using var outputs = session.Run(inputs);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    /// <summary>Stored integers, widened.</summary>
    public static long[] Integers(ElementType type, ReadOnlySpan<byte> stored) => type switch
    {
        ElementType.Int8 => Array.ConvertAll(MemoryMarshal.Cast<byte, sbyte>(stored).ToArray(), value => (long)value),
        ElementType.UInt8 or ElementType.Bool => Array.ConvertAll(stored.ToArray(), value => (long)value),
        ElementType.Int16 => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(stored).ToArray(), value => (long)value),
        ElementType.Int32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(stored).ToArray(), value => (long)value),
        _ => MemoryMarshal.Cast<byte, long>(stored).ToArray(),
    };

    /// <summary>The largest magnitude of all values that a float model computes from the inputs that it is compared with.</summary>
    public static float LargestValue(OnnxModelBuilder model)
    {
        ModelProto all = model.Model.Clone();
        all.Graph.Output.Clear();
        all.Graph.Output.AddRange(all.Graph.Node.SelectMany(node => node.Output).Select(name => OnnxModelBuilder.ValueInfo(name, default)));
        foreach (ValueInfoProto output in all.Graph.Output) output.Type.TensorType.Shape = null;

        using InferenceSession session = Session(all.ToByteArray());
        var feeds = session.InputMetadata.Select((input, index) => NamedOnnxValue.CreateFromTensor(input.Key, new DenseTensor<float>(Values(input.Value.Dimensions, index), input.Value.Dimensions))).ToArray();
        using var outputs = session.Run(feeds);
        return outputs.SelectMany(output => output.AsEnumerable<float>()).Max(Math.Abs);
    }

    /// <summary>Requires the largest error to be within a share of the range of what is expected, and what is not finite to be the same.</summary>
    public static void RequireClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string? message, double leastRange = 1e-6)
    {
        double range = leastRange, error = 0;
        foreach (float value in expected) range = float.IsFinite(value) ? Math.Max(range, Math.Abs(value)) : range;
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i])) continue;
            error = Math.Max(error, float.IsFinite(expected[i]) && float.IsFinite(actual[i]) ? Math.Abs(expected[i] - actual[i]) : double.PositiveInfinity);
        }

        Assert.IsLessThanOrEqualTo(tolerance * range, error, message);
    }

    public static Graph Import(byte[] bytes) => OnnxImporter.Import("model.onnx", bytes, "Model", CancellationToken.None).Graph;

    public static TinyModel Load(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);
    }

    private static (int[] Shape, float[] Values)[] RunOnnxRuntime(byte[] bytes, Graph graph, float[][] inputs)
    {
        using InferenceSession session = Session(bytes);
        var feeds = graph.Inputs.Select((input, index) => NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(inputs[index], input.Shape.ToArray()))).ToArray();
        using var outputs = session.Run(feeds, [.. graph.Outputs.Select(output => output.Name)]);
        return [.. outputs.Select(output => (output.AsTensor<float>().Dimensions.ToArray(), output.AsEnumerable<float>().ToArray()))];
    }

    private static InferenceSession Session(byte[] bytes)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        return new InferenceSession(bytes, options);
    }

    private static float[] Values(IReadOnlyCollection<int> shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(_ => (6 * random.NextSingle()) - 3)];
    }
}
