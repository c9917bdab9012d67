using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Data;
using TinyMl.Tasks.Tests.Import.Onnx;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Compile;

/// <summary>Models that are valid but unlike what exporters usually write, through the whole compiler, data included.</summary>
[TestClass]
public sealed class CompilingUnusualModels
{
    private const int Samples = 8;

    private static Dictionary<string, Action<OnnxModelBuilder>> Models { get; } = new(StringComparer.Ordinal)
    {
        ["an input that is an output"] = model => model.Output(model.Node("Identity", [model.Input(1, 6)])),
        ["only a reshape"] = model => model.Output(model.Node("Reshape", [model.Input(1, 6), model.Integers(2, 3)])),
        ["an input and a result as outputs"] = model =>
        {
            string x = model.Input(1, 6);
            model.Output(model.Node("Identity", [x]), model.Node("Tanh", [x]));
        },
        ["two outputs of one value"] = model =>
        {
            string y = model.Node("Tanh", [model.Input(1, 6)]);
            model.Output(y, model.Node("Identity", [y]), model.Node("Flatten", [y]));
        },
        ["an output that is read again"] = model =>
        {
            string y = model.Node("Gemm", [model.Input(1, 6), model.Random(1, 6, 4)]);
            model.Output(y, model.Node("Relu", [y]));
        },
        ["an input that nobody reads"] = model =>
        {
            model.Input(1, 3);
            model.Output(model.Node("Tanh", [model.Input(1, 6)]));
        },
        ["an output that is computed from constants"] = model =>
        {
            string constant = model.Node("Relu", [model.Random(2, 1, 2, 3)]);
            model.Output(model.Node("Tanh", [model.Input(1, 6)]), constant);
        },
        ["an output that is a constant under another shape"] = model =>
        {
            string constant = model.Node("Flatten", [model.Node("Relu", [model.Random(2, 1, 2, 3)])]);
            model.Output(model.Node("Tanh", [model.Input(1, 6)]), constant);
        },
        ["a value added to itself"] = model =>
        {
            string y = model.Node("Gemm", [model.Input(1, 6), model.Random(1, 6, 4)]);
            model.Output(model.Node("Add", [y, y]));
        },
        ["a value multiplied by itself under another shape"] = model =>
        {
            string y = model.Node("Gemm", [model.Input(1, 6), model.Random(1, 6, 4)]);
            model.Output(model.Node("Mul", [y, model.Node("Transpose", [y], Attribute("perm", 1, 0))]));
        },
        ["a value next to itself"] = model =>
        {
            string y = model.Node("Tanh", [model.Input(1, 6)]);
            model.Output(model.Node("Concat", [y, y, model.Random(3, 1, 2)], Attribute("axis", 1L)));
        },
        ["operands that broadcast each other"] = model => model.Output(model.Node("Sub", [model.Input(4, 1), model.Input(1, 1, 5)])),
        ["scalar constants on both sides"] = model =>
        {
            string scaled = model.Node("Mul", [model.Floats([], 0.5f), model.Input(1, 2, 3)]);
            model.Output(model.Node("Sub", [model.Floats([1], 2), scaled]), model.Node("Div", [scaled, model.Floats([], 4)]));
        },
        ["a constant of more dimensions than the value"] = model => model.Output(model.Node("Add", [model.Input(2, 3), model.Random(4, 1, 1, 2, 3)])),
        ["a batch of three"] = model =>
        {
            string y = model.Node("Conv", [model.Input(3, 2, 6, 6), model.Random(5, 4, 2, 3, 3), model.Random(6, 4)]);
            string pooled = model.Node("MaxPool", [model.Node("Relu", [y])], Attribute("kernel_shape", 2, 2), Attribute("strides", 2, 2));
            model.Output(model.Node("Gemm", [model.Node("Flatten", [pooled]), model.Random(7, 16, 5)]));
        },
        ["a batch of three in depthwise and mean"] = model =>
        {
            string y = model.Node("Conv", [model.Input(3, 2, 5, 5), model.Random(5, 4, 1, 3, 3)], Attribute("group", 2L), Attribute("pads", 1, 1, 1, 1));
            model.Output(model.Node("GlobalAveragePool", [y]));
        },
        ["a scalar output"] = model => model.Output(model.Node("ReduceMean", [model.Input(1, 2, 3)], Attribute("keepdims", 0L))),
        ["a scalar input"] = model => model.Output(model.Node("Add", [model.Input(), model.Floats([], 1)])),
        ["weights of two layers"] = model =>
        {
            string weights = model.Random(8, 4, 4), bias = model.Random(9, 4);
            string y = model.Node("Relu", [model.Node("Gemm", [model.Input(1, 4), weights, bias])]);
            model.Output(model.Node("Gemm", [y, weights, bias]), model.Node("Add", [y, bias]));
        },
        ["a transpose that moves nothing"] = model => model.Output(model.Node("Transpose", [model.Node("Tanh", [model.Input(1, 4, 1)])], Attribute("perm", 1, 2, 0))),
        ["a clip that crosses its bounds"] = model => model.Output(model.Node("Clip", [model.Input(1, 4), model.Floats([], 0.5f), model.Floats([], -0.25f)])),
        ["a channel whose weights are 0"] = model => model.Output(model.Node("Gemm", [model.Input(1, 2), model.Floats([2, 3], 1, 0, -1, 2, 0, 1), model.Floats([3], 1, 5, -2)])),
        ["values that are always 0"] = model => model.Output(model.Node("Mul", [model.Input(1, 4), model.Floats([], 0)])),
        ["softmax over the first axis"] = model => model.Output(model.Node("Softmax", [model.Input(3, 4)], Attribute("axis", 0L))),
    };

    [TestMethod]
    [DataRow(nameof(QuantizationMode.None), "top-1")]
    [DataRow(nameof(QuantizationMode.Int8), "top-1")]
    [DataRow(nameof(QuantizationMode.Int8), "agreement")]
    public void TheIndexOfTheLargestScoreIsTheClass(string quantization, string metric)
    {
        var builder = new OnnxModelBuilder();
        string scores = builder.Node("Gemm", [builder.Input(1, 3), builder.Floats([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1)]);
        builder.Output(builder.Node("ArgMax", [scores], Attribute("axis", 1), Attribute("keepdims", 0)));
        using var folder = new DataFolder();
        string path = folder.Bytes("model.onnx", builder.Write());
        string calibration = folder.Text("calibration.csv", "1,0,0.5\n0,0.5,1\n0,1,0\n"), validation = folder.Text("validation.csv", "1,0,0.5,0\n0,0.5,1,2\n0,1,0,0\n");

        CompiledModel compiled = Compiled.Model(path, new CompileOptions { Quantization = Enum.Parse<QuantizationMode>(quantization), CalibrationData = calibration, ValidationData = metric == "top-1" ? validation : null });

        AccuracyReport accuracy = compiled.Report.Accuracy!;
        Assert.AreEqual(metric, accuracy.Metric);
        Assert.AreEqual(metric == "top-1" ? 2.0 / 3 : 1, accuracy.Packed, 1e-9);
        Assert.AreEqual(1, accuracy.Agreement);
    }

    private static IEnumerable<object[]> Names => Models.Keys.SelectMany(
        _ => new[] { nameof(QuantizationMode.None), nameof(QuantizationMode.Float16), nameof(QuantizationMode.Int8) }, (name, mode) => new object[] { name, mode });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void AnUnusualModelGivesWhatItsSourceGives(string name, string quantization)
    {
        var builder = new OnnxModelBuilder();
        Models[name](builder);
        OnnxRuntimeOracle.RequireAgreement(builder, name);
        using var folder = new DataFolder();
        string path = folder.Bytes("model.onnx", builder.Write());
        string data = folder.Archive("data.npz", Inputs(path));

        CompiledModel compiled = Compiled.Model(path, new CompileOptions { Quantization = Enum.Parse<QuantizationMode>(quantization), CalibrationData = data });

        AccuracyReport accuracy = compiled.Report.Accuracy!;
        Assert.IsGreaterThanOrEqualTo(quantization == nameof(QuantizationMode.Int8) ? 25 : 55, accuracy.SqnrDb ?? double.PositiveInfinity, $"{accuracy}");
        Assert.AreEqual(compiled.Report.Ram.Arena, TinyModel.Load(compiled.Packed).ArenaBytes);
    }

    [TestMethod]
    public void AModelWithoutInputsIsRefused()
    {
        var builder = new OnnxModelBuilder();
        builder.Output(builder.Node("Relu", [builder.Random(1, 1, 4)]));

        RequireDiagnostic("TML1002", builder, QuantizationMode.None, _ => null);
    }

    [TestMethod]
    [DataRow(nameof(QuantizationMode.None))]
    [DataRow(nameof(QuantizationMode.Int8))]
    public void ValuesThatOverflowAreToldFromAccuracy(string quantization)
    {
        var builder = new OnnxModelBuilder();
        string y = builder.Node("Tanh", [builder.Input(1, 1)]);
        for (int i = 0; i < 2; i++) y = builder.Node("Relu", [builder.Node("Gemm", [y, builder.Floats([1, 1], 1e38f)])]);
        builder.Output(y);

        RequireDiagnostic(
            "TML1102",
            builder,
            Enum.Parse<QuantizationMode>(quantization),
            folder => folder.Archive("data.npz", ("x", DataFolder.Array([2, 1], 1, 2)), ("y", DataFolder.Array([2, 1], 1, 2))));
    }

    [TestMethod]
    public void WeightsThatOverflowByAFactorAreDamaged()
    {
        var builder = new OnnxModelBuilder();
        builder.Output(builder.Node("Gemm", [builder.Input(1, 1), builder.Floats([1, 1], 1e38f)], Attribute("alpha", 1e10f)));

        RequireDiagnostic("TML1003", builder, QuantizationMode.None, _ => null);
    }

    private static void RequireDiagnostic(string code, OnnxModelBuilder builder, QuantizationMode quantization, Func<DataFolder, string?> data)
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("model.onnx", builder.Write());
        var options = new CompileOptions { Quantization = quantization, CalibrationData = data(folder), ValidationData = data(folder) };

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Compiled.Model(path, options));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
    }

    private static IEnumerable<(string Array, byte[] Content)> Inputs(string path)
    {
        var random = new Random(1);
        foreach (Tensor input in ModelImporter.Import(path, "Model", CancellationToken.None).Graph.Inputs)
        {
            float[] values = [.. Enumerable.Range(0, Samples * (int)input.Shape.ElementCount).Select(_ => (2 * random.NextSingle()) - 1)];
            yield return (input.Name, DataFolder.Array([Samples, .. input.Shape], values));
        }
    }
}
