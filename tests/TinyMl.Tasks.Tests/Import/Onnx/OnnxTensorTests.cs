using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.Onnx.Format;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>The encodings of tensors, in the file and beside it.</summary>
[TestClass]
public sealed class OnnxTensorTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tinyml-external-").FullName;

    private static readonly DataType[] _types =
    [
        DataType.Float, DataType.Double, DataType.Float16, DataType.Bfloat16, DataType.Int8, DataType.Uint8, DataType.Int16,
        DataType.Uint16, DataType.Int32, DataType.Uint32, DataType.Int64, DataType.Uint64, DataType.Bool,
    ];

    public static IEnumerable<object[]> Types => _types.Select(type => new object[] { (int)type });

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DynamicData(nameof(Types))]
    public void RawAndTypedDataGiveTheSameElements(int type)
    {
        double[] values = (DataType)type is DataType.Bool ? [0, 1, 1] : IsSigned((DataType)type) ? [0, -3, 100] : [0, 3, 100];

        CollectionAssert.AreEqual(values, Read(Raw((DataType)type, values)).Reals());
        CollectionAssert.AreEqual(values, Read(Typed((DataType)type, values)).Reals());
    }

    [TestMethod]
    [DynamicData(nameof(Types))]
    public void TooFewElementsAreDamage(int type)
    {
        foreach (TensorProto tensor in new[] { Raw((DataType)type, [0, 1]), Typed((DataType)type, [0, 1]) })
        {
            tensor.Dims[0] = 3;
            DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Read(tensor));
            Assert.AreEqual("TML1003", exception.Diagnostic.Code);
            Assert.Contains("'weights'", exception.Message);
        }
    }

    [TestMethod]
    public void DataInTwoPlacesAreDamage()
    {
        TensorProto tensor = Raw(DataType.Float, [1, 2]);
        tensor.FloatData.AddRange([1, 2]);
        Assert.AreEqual("TML1003", CodeOf(() => Read(tensor)));

        tensor.RawData = Google.Protobuf.ByteString.Empty;
        tensor.Int32Data.Add(1);
        Assert.AreEqual("TML1003", CodeOf(() => Read(tensor)));
    }

    [TestMethod]
    [DataRow(DataType.String)]
    [DataRow(DataType.Complex64)]
    [DataRow(DataType.Undefined)]
    [DataRow((DataType)23)]
    public void OtherTypesAreNamed(object type)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Read(new TensorProto { Name = "weights", DataType = (DataType)type }));
        Assert.AreEqual("TML1002", exception.Diagnostic.Code);
        Assert.Contains($"'weights' is of the type {type}", exception.Message);
    }

    [TestMethod]
    public void IntegersBeyond63BitsAreRefused() =>
        Assert.AreEqual("TML1002", CodeOf(() => Read(OnnxModelBuilder.Tensor(DataType.Uint64, [1], BitConverter.GetBytes(ulong.MaxValue)))));

    [TestMethod]
    public void TensorsWithoutElementsAreRead()
    {
        Assert.AreEqual(0, Read(Raw(DataType.Int64, [])).Count);
        Assert.AreEqual(0, Read(Typed(DataType.Float, [])).Count);
    }

    [TestMethod]
    public void ExternalDataBesideTheModelAreReadAndReported()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "parts"));
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), [9, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), 9]);
        File.WriteAllBytes(Path.Combine(_folder, "parts", "more.bin"), BitConverter.GetBytes(4f));
        var model = new OnnxModelBuilder();
        string sum = model.Node("Add", [model.Input(1, 2), model.Initializer(External([2], ("location", "weights.bin"), ("offset", "2"), ("length", "8")))]);
        model.Output(model.Node("Mul", [sum, model.Initializer(External([1], ("location", "parts/more.bin"), ("checksum", "ignored")))]));
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, model.Write());

        ImportedModel imported = ModelImporter.Import(path, "Model", default);

        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, imported.Graph.Nodes[0].Inputs[1].Values<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 4f }, imported.Graph.Nodes[1].Inputs[1].Values<float>().ToArray());
        CollectionAssert.AreEqual(new[] { Path.Combine(_folder, "parts", "more.bin"), Path.Combine(_folder, "weights.bin") }, imported.ExternalFiles);
    }

    [TestMethod]
    [DataRow("../weights.bin")]
    [DataRow("parts/../../weights.bin")]
    [DataRow("..\\weights.bin")]
    [DataRow("/etc/hostname")]
    [DataRow("C:\\weights.bin")]
    [DataRow("file:weights.bin")]
    [DataRow("weights.bin/")]
    [DataRow("")]
    public void ExternalDataElsewhereAreRefused(string location)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Read(External([1], ("location", location))));
        Assert.AreEqual("TML1002", exception.Diagnostic.Code);
        Assert.Contains($"the tensor 'weights' is in the file '{location}'", exception.Message);
    }

    [TestMethod]
    public void ExternalDataThatAreNotThereAreDamage()
    {
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), new byte[8]);
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        foreach (TensorProto tensor in new[]
        {
            External([1], ("location", "missing.bin")),
            External([1], ("location", "folder")),
            External([3], ("location", "weights.bin")),
            External([1], ("location", "weights.bin"), ("offset", "5")),
            External([1], ("location", "weights.bin"), ("offset", "9223372036854775807")),
            External([1], ("location", "weights.bin"), ("offset", "-1")),
            External([1], ("location", "weights.bin"), ("offset", "99999999999999999999")),
            External([1], ("location", "weights.bin"), ("length", "8")),
            External([1], ("location", "weights.bin"), ("offset", "0"), ("offset", "1")),
            External([1], ("location", "weights.bin"), ("compression", "zip")),
        })
        {
            Assert.AreEqual("TML1003", CodeOf(() => Read(tensor)), tensor.ExternalData.ToString());
        }
    }

    private OnnxConstant Read(TensorProto tensor)
    {
        if (tensor.Name.Length == 0) tensor.Name = "weights";
        string path = Path.Combine(_folder, "model.onnx");
        return new TensorReader(path, new ExternalData(path)).Read(tensor);
    }

    private static string CodeOf(Action action) => Assert.ThrowsExactly<DiagnosticException>(action).Diagnostic.Code;

    private static TensorProto External(long[] shape, params ReadOnlySpan<(string Key, string Value)> entries)
    {
        var tensor = new TensorProto { Name = "weights", DataType = DataType.Float, DataLocation = TensorProto.Types.DataLocation.External };
        tensor.Dims.AddRange(shape);
        foreach ((string key, string value) in entries) tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
        return tensor;
    }

    private static bool IsSigned(DataType type) => type is not (DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64 or DataType.Bool);

    private static TensorProto Raw(DataType type, double[] values) =>
        OnnxModelBuilder.Tensor(type, [values.Length], values.SelectMany(value => Bytes(type, value)).ToArray());

    private static byte[] Bytes(DataType type, double value)
    {
        byte[] bytes = new byte[8];
        switch (type)
        {
            case DataType.Float:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[..4];
            case DataType.Double:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                return bytes;
            case DataType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
                return bytes[..2];
            case DataType.Bfloat16:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                return bytes[2..4];
            default:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, (long)value);
                return bytes[..(type is DataType.Int8 or DataType.Uint8 or DataType.Bool ? 1 : type is DataType.Int16 or DataType.Uint16 ? 2 : type is DataType.Int32 or DataType.Uint32 ? 4 : 8)];
        }
    }

    private static TensorProto Typed(DataType type, double[] values)
    {
        var tensor = new TensorProto { DataType = type, Dims = { values.Length } };
        switch (type)
        {
            case DataType.Float:
                tensor.FloatData.AddRange(values.Select(value => (float)value));
                break;
            case DataType.Double:
                tensor.DoubleData.AddRange(values);
                break;
            case DataType.Int64:
                tensor.Int64Data.AddRange(values.Select(value => (long)value));
                break;
            case DataType.Uint32 or DataType.Uint64:
                tensor.Uint64Data.AddRange(values.Select(value => (ulong)value));
                break;
            case DataType.Float16 or DataType.Bfloat16:
                tensor.Int32Data.AddRange(values.Select(value => (int)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(type, value))));
                break;
            default:
                tensor.Int32Data.AddRange(values.Select(value => (int)value));
                break;
        }

        return tensor;
    }
}
