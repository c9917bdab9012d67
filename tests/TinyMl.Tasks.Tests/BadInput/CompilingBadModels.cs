using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Import;
using TinyMl.Tasks.Tests.Import.Onnx;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>Models whose file is in order and whose content is not.</summary>
[TestClass]
public sealed class CompilingBadModels
{
    /// <summary>Those that need no data, whose shape would be the first thing to be wrong.</summary>
    private static readonly QuantizationMode[] Exact = [QuantizationMode.None, QuantizationMode.Float16];

    private static readonly (string Name, byte[] Content)[] BadData =
    [
        ("shape.npy", DataFolder.Array([2, 3, 4, 4], new float[96])),
        ("transposed.npy", DataFolder.Array([2, 4, 4, 2], new float[64])),
        ("flat.npy", DataFolder.Array([64], new float[64])),
        ("none.npy", DataFolder.Array([0, 2, 4, 4])),
        ("nan.npy", DataFolder.Array([1, 2, 4, 4], [.. new float[31], float.NaN])),
        ("text.npy", DataFolder.Array("<U4", [1, 2, 4, 4], new byte[512])),
        ("complex.npy", DataFolder.Array("<c8", [1, 2, 4, 4], new byte[256])),
        ("short.npy", DataFolder.Array("<f4", [2, 2, 4, 4], new byte[128])),
        ("huge.npy", DataFolder.Array("<f4", [1 << 30, 2, 4, 4], new byte[128])),
        ("not.npz", new byte[100]),
        ("empty.csv", []),
        ("narrow.csv", "1,2,3\n"u8.ToArray()),
        ("words.csv", "one,two\nthree,four\n"u8.ToArray()),
    ];

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void WeightsThatAreNotFiniteAreDamage(float value)
    {
        using var folder = new DataFolder();
        string onnx = folder.Bytes("m.onnx", Network(value).Write());
        string tflite = folder.Bytes("m.tflite", Dense(value).Write());

        foreach (QuantizationMode mode in (QuantizationMode[])[.. Exact, QuantizationMode.Int8])
        {
            Assert.AreEqual("TML1003", Compilation.CodeOf(onnx, Options(mode, folder, 1)), $"{mode}");
            Assert.AreEqual("TML1003", Compilation.CodeOf(tflite, Options(mode, folder, 1)), $"{mode}");
        }
    }

    [TestMethod]
    [DataRow(3e38f, 1f, "TML1102")]
    [DataRow(1e30f, 1e9f, "TML1102")]
    [DataRow(1f, 3e38f, "TML1102")]
    [DataRow(1e30f, 1f, null)]
    [DataRow(1e-30f, 1e-30f, null)]
    [DataRow(float.Epsilon, float.Epsilon, null)]
    [DataRow(0f, 0f, null)]
    public void ExtremeWeightsAndDataAreQuantizedOrSaidToOverflow(float weight, float data, string? code)
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("m.onnx", Network(weight).Write());

        Assert.AreEqual(code, Compilation.CodeOf(path, Options(QuantizationMode.Int8, folder, data)));
        Assert.IsNull(Compilation.CodeOf(path, Options(QuantizationMode.None, folder, data)));
        Assert.IsNull(Compilation.CodeOf(path, Options(QuantizationMode.Float16, folder, data)));
    }

    [TestMethod]
    [DataRow(1, 1L << 20, 1L << 20)]
    [DataRow(1, 1L << 40, 1)]
    [DataRow(3, 1 << 13, 1 << 13)]
    [DataRow(2, 1 << 12, 1 << 12)]
    public void HugeInputsAreRefused(int channels, long height, long width)
    {
        using var folder = new DataFolder();
        var model = new OnnxModelBuilder();
        string y = model.Input(1, channels, height, width);
        for (int i = 0; i < 6; i++) y = model.Node("Sigmoid", [y]);
        string path = folder.Bytes("m.onnx", model.Output(y).Write());

        foreach (QuantizationMode mode in Exact) Assert.AreEqual("TML1002", Compilation.CodeOf(path, Options(mode, folder, 1)), $"{mode}");
    }

    [TestMethod]
    public void HugeActivationsAreRefused()
    {
        // Each fits an arena, and none alone is remarkable.
        using var folder = new DataFolder();
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 1, 1 << 12, 1 << 12);
        string[] kept = [.. Enumerable.Range(0, 40).Select(_ => model.Node("Tanh", [x]))];
        string path = folder.Bytes("m.onnx", model.Output(kept).Write());

        foreach (QuantizationMode mode in Exact) Assert.AreEqual("TML1002", Compilation.CodeOf(path, Options(mode, folder, 1)), $"{mode}");
    }

    [TestMethod]
    [DataRow(1L << 20, 1L << 20)]
    [DataRow(long.MaxValue, 2L)]
    [DataRow(1L << 12, 1L << 12)]
    public void HugeConstantsWithoutDataAreRefused(long rows, long columns)
    {
        using var folder = new DataFolder();
        var model = new OnnxModelBuilder();
        string weights = model.Initializer(FloatTensor([rows, columns]));
        string path = folder.Bytes("m.onnx", model.Output(model.Node("Gemm", [model.Input(1, rows), weights])).Write());

        foreach (QuantizationMode mode in Exact) Assert.Contains(Compilation.CodeOf(path, Options(mode, folder, 1)), (string[])["TML1002", "TML1003"], $"{mode}");
    }

    [TestMethod]
    public void DataThatDoesNotFitIsRefused()
    {
        using var folder = new DataFolder();
        string model = folder.Bytes("m.onnx", Network(0.5f).Write());
        foreach ((string name, byte[] content) in BadData)
        {
            string data = folder.Bytes(name, content);

            Assert.AreEqual("TML1102", Compilation.CodeOf(model, new CompileOptions { CalibrationData = data }), name);
            Assert.AreEqual("TML1102", Compilation.CodeOf(model, new CompileOptions { Quantization = QuantizationMode.None, ValidationData = data }), name);
        }
    }

    [TestMethod]
    public void DataThatIsNotThereIsNotFound()
    {
        using var folder = new DataFolder();
        string model = folder.Bytes("m.onnx", Network(0.5f).Write());

        Assert.AreEqual("TML1001", Compilation.CodeOf(model, new CompileOptions { CalibrationData = Path.Combine(folder.Path, "missing.npz") }));
    }

    /// <summary>x [1, 2, 4, 4], a convolution, a rectifier, a matrix, a softmax.</summary>
    private static OnnxModelBuilder Network(float weight)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 2, 4, 4);
        string y = model.Node("Conv", [x, model.Floats([2, 2, 1, 1], weight, 1, -1, weight), model.Floats([2], weight, 0)]);
        y = model.Node("Gemm", [model.Node("Flatten", [model.Node("Relu", [y])]), model.Random(1, 32, 3), model.Floats([3], 0, 1, 2)]);
        return model.Output(model.Node("Softmax", [y], Attribute("axis", 1)));
    }

    private static TfLiteTestModel Dense(float weight) => TfLiteTestModel.Of(
        BuiltinOperator.FULLY_CONNECTED,
        BuiltinOptions.FullyConnected,
        [],
        TfLiteTestTensor.Float("x", 1, 32),
        TfLiteTestTensor.Float("weights", 3, 32).Filled(weight),
        TfLiteTestTensor.Float("bias", 3).Filled(weight),
        TfLiteTestTensor.Float("y", 1, 3));

    private static CompileOptions Options(QuantizationMode mode, DataFolder folder, float data) => new()
    {
        Quantization = mode,
        CalibrationData = mode == QuantizationMode.Int8 ? folder.Bytes("calibration.npy", DataFolder.Array([2, 2, 4, 4], [.. Enumerable.Range(0, 64).Select(i => data * (((i * 7) % 5) - 2) / 2)])) : null,
    };
}
