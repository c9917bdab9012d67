using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;

namespace TinyMl.Tasks.Tests;

/// <summary>What TensorFlow Lite Micro's reference kernels made of the inputs in the shared folder.</summary>
internal static class GoldenVectors
{
    /// <summary>Requires that a packed model gives every byte of the first output in every record.</summary>
    public static void Require(string name, TinyModel model)
    {
        using NumpyArchive golden = NumpyArchive.Open(SharedFiles.Find($"golden/{name}.npz"));
        DataArray inputs = golden.Read("x"), outputs = golden.Read("y");
        byte[] expected = new byte[outputs.SampleLength];
        for (int sample = 0; sample < inputs.Count; sample++)
        {
            model.Reset();
            inputs.CopyTo(sample, model.Input<byte>());
            outputs.CopyTo(sample, expected);
            model.Invoke();
            CollectionAssert.AreEqual(expected, model.Output<byte>().ToArray(), $"sample {sample}");
        }
    }
}
