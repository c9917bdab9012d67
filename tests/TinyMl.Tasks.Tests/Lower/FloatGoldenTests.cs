using System;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Import;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Real float models against what TensorFlow Lite Micro's reference kernels made of the same inputs.</summary>
[TestClass]
public sealed class FloatGoldenTests
{
    [TestMethod]
    [DataRow("hello_world_float")]
    [DataRow("ad_float")]
    [DataRow("ic_float")]
    [DataRow("vww_float")]
    public void OutputsAreWithin1e5OfTheirRange(string name)
    {
        TinyModel model = PackedGraph.Load(ModelImporter.Import(SharedFiles.Find($"models/{name}.tflite"), name, CancellationToken.None).Graph);
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        float[] x = new float[inputs.SampleLength], expected = new float[outputs.SampleLength], actual = new float[outputs.SampleLength];
        float[] all = [.. Enumerable.Range(0, outputs.Count).SelectMany(sample => Values(outputs, sample))];
        double tolerance = 1e-5 * (all.Max() - all.Min());

        for (int sample = 0; sample < inputs.Count; sample++)
        {
            inputs.CopyTo(sample, x);
            outputs.CopyTo(sample, expected);
            model.Run(x, actual);
            for (int i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], tolerance, $"sample {sample}, element {i}");
        }
    }

    private static float[] Values(DataArray array, int sample)
    {
        float[] values = new float[array.SampleLength];
        array.CopyTo(sample, values.AsSpan());
        return values;
    }
}
