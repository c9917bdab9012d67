using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Real float models, from file to output, against TensorFlow Lite Micro's reference kernels.</summary>
[TestClass]
public sealed class TfLiteGoldenVectorTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow("ad_float")]
    [DataRow("hello_world_float")]
    [DataRow("ic_float")]
    [DataRow("mnist_lstm_float")]
    [DataRow("vww_float")]
    public void FloatModelsGiveTheReferenceOutputs(string name) =>
        Assert.IsLessThanOrEqualTo(Tolerance, LargestError(name, Import(name)));

    [TestMethod]
    [DataRow("ad_float")]
    [DataRow("hello_world_float")]
    [DataRow("ic_float")]
    [DataRow("mnist_lstm_float")]
    [DataRow("vww_float")]
    public void SimplifiedFloatModelsGiveTheReferenceOutputs(string name) =>
        Assert.IsLessThanOrEqualTo(Tolerance, LargestError(name, Simplifier.Run(Import(name), CancellationToken.None).Graph));

    /// <summary>The largest deviation of an output in any record, relative to the range of all outputs.</summary>
    private static double LargestError(string name, Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        TinyModel model = TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        float[] expected = new float[outputs.SampleLength];
        double error = 0, lowest = double.MaxValue, highest = double.MinValue;
        for (int sample = 0; sample < inputs.Count; sample++)
        {
            model.Reset();
            inputs.CopyTo(sample, model.Input<float>());
            outputs.CopyTo(sample, expected);
            model.Invoke();
            ReadOnlySpan<float> actual = model.Output<float>();
            for (int i = 0; i < expected.Length; i++) error = Math.Max(error, Math.Abs((double)actual[i] - expected[i]));
            lowest = Math.Min(lowest, expected.Min());
            highest = Math.Max(highest, expected.Max());
        }

        return error / (highest - lowest);
    }

    private static Graph Import(string name) => SharedModel.Import($"{name}.tflite");
}
