using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Conversions, comparisons, operations on truth values, choices and integer arithmetic, against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxChoiceTests
{
    private const long Float = 1, Int32 = 6, Int64 = 7, Bool = 9;

    [TestMethod]
    [DataRow("Equal")]
    [DataRow("Greater")]
    [DataRow("GreaterOrEqual")]
    [DataRow("Less")]
    [DataRow("LessOrEqual")]
    public void ComparisonsChoose(string operation)
    {
        var model = new OnnxModelBuilder(16);
        string x = model.Input(2, 3, 4), y = model.Input(3, 1);
        string whole = model.Node("Round", [x]), other = model.Node("Round", [y]);
        model.Output(
            model.Node("Where", [model.Node(operation, [x, y]), x, y]),
            model.Node("Where", [model.Node(operation, [whole, other]), model.Floats([], 0.5f), x]),
            model.Node("Cast", [model.Node(operation, [Cast(model, whole, Int32), Cast(model, other, Int32)])], Attribute("to", Float)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void TruthValuesCombine()
    {
        var model = new OnnxModelBuilder(16);
        string x = model.Node("Round", [model.Input(2, 3, 4)]), y = model.Input(3, 1);
        string left = Cast(model, x, Bool), right = model.Node("Greater", [y, model.Floats([], 0)]);
        foreach (string operation in new[] { "And", "Or", "Xor" }) model.Output(Cast(model, model.Node(operation, [left, right]), Float));
        model.Output(Cast(model, model.Node("Not", [left]), Float));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("Add")]
    [DataRow("Sub")]
    [DataRow("Mul")]
    [DataRow("Max")]
    [DataRow("Min")]
    public void IntegersAreComputedAsTheyStand(string operation)
    {
        foreach (long type in new[] { Int32, Int64 })
        {
            var model = new OnnxModelBuilder(16);
            string x = Integers(model, type, 2, 3, 4), y = Integers(model, type, 3, 1);
            model.Output(Cast(model, model.Node(operation, [x, y]), Float), Cast(model, model.Node(operation, [x, x]), Float));
            OnnxRuntimeOracle.RequireAgreement(model);
        }
    }

    [TestMethod]
    public void QuotientsAndRemaindersOfIntegersAgree()
    {
        var model = new OnnxModelBuilder(16);
        string x = Integers(model, Int64, 2, 3, 4), divisor = model.Integers(3, -2, 5, -7);
        model.Output(
            Cast(model, model.Node("Div", [x, divisor]), Float),
            Cast(model, model.Node("Mod", [x, divisor]), Float),
            Cast(model, model.Node("Mod", [x, divisor], Attribute("fmod", 1)), Float),
            Cast(model, model.Node("Neg", [x]), Float),
            model.Node("Mod", [model.Input(3, 4), model.Floats([4], 1.5f, -0.7f, 2, -3)], Attribute("fmod", 1)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    // As PyTorch writes the expansion of a shape.
    [TestMethod]
    public void ChoicesBetweenConstantsAreMadeAtImport()
    {
        var model = new OnnxModelBuilder(16);
        string wanted = model.Integers(2, -1, 4), ones = model.Integers(1, 3, 1);
        string shape = model.Node("Where", [model.Node("Equal", [wanted, model.Integers(-1)]), ones, wanted]);
        string both = model.Node("And", [model.Node("Less", [model.Integers(1), model.Integers(2)]), model.Node("Not", [model.Node("Greater", [model.Floats([], 1), model.Floats([], 2)])])]);
        model.Output(model.Node("Reshape", [model.Input(24), shape]), model.Node("Where", [both, model.Input(2), model.Floats([], 1)]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        Assert.AreEqual(new Shape(2, 3, 4), graph.Outputs[0].Shape);
    }

    [TestMethod]
    public void TypesThatContradictOneAnotherAreRefused()
    {
        Refused("TML1003", "is of the type Float32, not Bool", model => model.Node("And", [model.Input(2), model.Input(2)]));
        Refused("TML1003", "is of the type Int32, not Float32", model => model.Node("Equal", [model.Input(2), Cast(model, model.Input(2), Int32)]));
        Refused("TML1003", "its inputs are of the types Float32 and Int64", model => model.Node("Add", [model.Input(2), Cast(model, model.Input(2), Int64)]));
        Refused("TML1003", "'fmod' must be 1", model => model.Node("Mod", [model.Input(2), model.Input(2)]));
        Refused("TML1004", "it casts activations to Float16", model => Cast(model, model.Input(2), 10));
        Refused("TML1003", "do not go together", model => model.Node("Where", [Cast(model, model.Input(2), Bool), model.Input(3), model.Input(3)]));
    }

    private static string Cast(OnnxModelBuilder model, string x, long type) => model.Node("Cast", [x], Attribute("to", type));

    private static string Integers(OnnxModelBuilder model, long type, params long[] shape) =>
        Cast(model, model.Node("Mul", [model.Input(shape), model.Floats([], 7)]), type);

    private static void Refused(string code, string part, Func<OnnxModelBuilder, string> build)
    {
        var model = new OnnxModelBuilder(16);
        model.Output(build(model));
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(part, exception.Message);
    }
}
