using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>Quantized networks as ONNX files against ONNX Runtime on the golden inputs.</summary>
[TestClass]
public sealed class RealQuantizedModels
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("kws_qdq_u8", "kws_int8", 16)]
    [DataRow("ic_qdq_int8", "ic_float_bn_onnx", 15)]
    public void AreAStepApartInEachOperatorAndDecideTheSame(string name, string golden, int least)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(SharedFiles.Find($"models/{name}.onnx")));
        using NumpyArchive archive = NumpyArchive.Open(SharedFiles.Find($"golden/{golden}.npz"));
        DataArray inputs = archive.Read("x");
        using var comparison = new QuantizedComparison(model);
        int same = 0;
        for (int record = 0; record < inputs.Count; record++)
        {
            (StoredValue expected, StoredValue actual) = comparison.RequireAgreement($"record {record}", Input(inputs, record, isUnsigned: name.EndsWith("u8", System.StringComparison.Ordinal)));
            if (expected.Largest == actual.Largest) same++;
        }

        TestContext.WriteLine($"{same} of {inputs.Count} decide the same");
        Assert.AreEqual(16, inputs.Count);
        Assert.IsGreaterThanOrEqualTo(least, same);
        Assert.IsEmpty(comparison.Graph.Nodes.Where(node => node.Input.Type == ElementType.Float32 && node.Operator is not Quantize), "Everything between the edges is computed in integers.");
    }

    // The golden inputs of the int8 model are 128 less than those of its uint8 twin.
    private static byte[] Input(DataArray inputs, int record, bool isUnsigned)
    {
        if (!isUnsigned)
        {
            float[] values = new float[inputs.SampleLength];
            inputs.CopyTo(record, values);
            return MemoryMarshal.AsBytes<float>(values).ToArray();
        }

        byte[] stored = new byte[inputs.SampleLength];
        inputs.CopyTo(record, stored);
        return [.. stored.Select(value => (byte)(value ^ 0x80))];
    }
}
