using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Functions of one number, and powers, quotients, extremes and slopes, against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxFunctionTests
{
    [TestMethod]
    [DataRow("Abs", 13)]
    [DataRow("Ceil", 13)]
    [DataRow("Celu", 12)]
    [DataRow("Cos", 7)]
    [DataRow("Cosh", 9)]
    [DataRow("Elu", 7)]
    [DataRow("Erf", 13)]
    [DataRow("Exp", 13)]
    [DataRow("Floor", 13)]
    [DataRow("Gelu", 20)]
    [DataRow("HardSigmoid", 7)]
    [DataRow("Mish", 18)]
    [DataRow("Neg", 13)]
    [DataRow("Reciprocal", 13)]
    [DataRow("Round", 11)]
    [DataRow("Selu", 7)]
    [DataRow("Shrink", 9)]
    [DataRow("Sign", 13)]
    [DataRow("Sin", 7)]
    [DataRow("Sinh", 9)]
    [DataRow("Softplus", 7)]
    [DataRow("Softsign", 7)]
    [DataRow("Tan", 7)]
    [DataRow("ThresholdedRelu", 10)]
    public void FunctionsAgree(string operation, int opset)
    {
        var model = new OnnxModelBuilder(opset);
        model.Output(model.Node(operation, [model.Input(1, 3, 4, 5)]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("Log")]
    [DataRow("Sqrt")]
    public void FunctionsOfPositiveNumbersAgree(string operation)
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node(operation, [model.Node("Abs", [model.Input(1, 60)])]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void FunctionsTakeTheirParameters()
    {
        var model = new OnnxModelBuilder(20);
        string x = model.Input(1, 60);
        model.Output(
            model.Node("Celu", [x], Attribute("alpha", 0.4f)),
            model.Node("Elu", [x], Attribute("alpha", 0.4f)),
            model.Node("Gelu", [x], Attribute("approximate", "tanh")),
            model.Node("HardSigmoid", [x], Attribute("alpha", 0.4f), Attribute("beta", 0.3f)),
            model.Node("Selu", [x], Attribute("alpha", 0.4f), Attribute("gamma", 1.3f)),
            model.Node("Shrink", [x], Attribute("lambd", 0.4f), Attribute("bias", 0.3f)),
            model.Node("ThresholdedRelu", [x], Attribute("alpha", 0.4f)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void AnglesOfAnySizeAgree()
    {
        var model = new OnnxModelBuilder();
        string x = model.Node("Mul", [model.Input(1, 60), model.Floats([], 1e6f)]);
        model.Output(model.Node("Sin", [x]), model.Node("Cos", [x]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    // ONNX Runtime does not have it; x / (1 + e^(-alpha x)) is its definition.
    [TestMethod]
    public void SwishIsAGate()
    {
        var model = new OnnxModelBuilder(24);
        model.Output(model.Node("Swish", [model.Input(1, 3)], Attribute("alpha", 0.5f)));
        TinyModel runtime = OnnxRuntimeOracle.Load(OnnxRuntimeOracle.Import(model.Write()));
        float[] y = new float[3];

        runtime.Run([-2, 0, 4], y);

        CollectionAssert.AreEqual(new[] { (float)(-2 / (1 + Math.E)), 0, (float)(4 / (1 + Math.Exp(-2))) }, y);
    }

    [TestMethod]
    [DataRow("Max")]
    [DataRow("Min")]
    [DataRow("Sum")]
    [DataRow("Mean")]
    public void AnyNumberOfTensorsBroadcasts(string operation)
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(2, 3, 4), y = model.Input(3, 1), constant = model.Random(1, 4), number = model.Floats([], 0.25f);
        model.Output(
            model.Node(operation, [x]),
            model.Node(operation, [x, y]),
            model.Node(operation, [x, number]),
            model.Node(operation, [number, x]),
            model.Node(operation, [x, constant, y]),
            model.Node(operation, [constant, y, x, number]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void QuotientsOfActivationsAgree()
    {
        var model = new OnnxModelBuilder();
        string x = model.Input(2, 3, 4), positive = model.Node("Exp", [model.Input(3, 1)]);
        model.Output(model.Node("Div", [x, positive]), model.Node("Div", [positive, positive]), model.Node("Div", [model.Random(1, 4), positive]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void PowersAgree()
    {
        foreach (float exponent in new[] { 0, 1, 2, 3, 0.5f, -0.5f, -1, 1.7f, -2 })
        {
            var model = new OnnxModelBuilder();
            string positive = model.Node("Exp", [model.Input(2, 3, 4)]);
            model.Output(
                model.Node("Pow", [positive, model.Floats([], exponent)]),
                model.Node("Pow", [positive, model.Floats([1, 1], exponent)]),
                model.Node("Relu", [model.Node("Pow", [positive, model.Floats([], exponent)])]));
            OnnxRuntimeOracle.RequireAgreement(model, $"{exponent}");
        }

        var others = new OnnxModelBuilder();
        string x = others.Input(2, 3), y = others.Input(3), z = others.Node("Exp", [x]);
        others.Output(
            others.Node("Pow", [z, y]),
            others.Node("Pow", [others.Floats([], 2), y]),
            others.Node("Pow", [x, others.Integers(2, 3, 1)]),
            others.Node("Pow", [x, others.Floats([3], 2, 3, 0)]));
        OnnxRuntimeOracle.RequireAgreement(others);
    }

    [TestMethod]
    public void SlopesOfAnyShapeAgree()
    {
        foreach (long[] shape in new[] { [1], [5L], [3, 1, 1], [3, 4, 5], new[] { 1L, 3, 1, 5 } })
        {
            var model = new OnnxModelBuilder();
            model.Output(model.Node("PRelu", [model.Input(2, 3, 4, 5), model.Random(1, shape)]), model.Node("PRelu", [model.Input(2, 3, 4, 5), model.Input(shape)]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}]");
        }
    }

    [TestMethod]
    public void PowersAndExtremesOfConstantsAreComputedAtImport()
    {
        var model = new OnnxModelBuilder();
        string rows = model.Node("Max", [model.Integers(2), model.Node("Neg", [model.Integers(-3)])]);
        string columns = model.Node("Pow", [model.Integers(2), model.Integers(2)]);
        string shape = model.Node("Concat", [rows, columns, model.Node("Abs", [model.Integers(-1)])], Attribute("axis", 0));
        string scale = model.Node("Sqrt", [model.Floats([], 16)]);
        model.Output(model.Node("Mul", [model.Node("Reshape", [model.Input(2, 6), shape]), scale]));

        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        Assert.AreEqual(new Shape(3, 4, 1), graph.Outputs[0].Shape);
    }

    [TestMethod]
    public void WhatContradictsTheStandardIsRefused()
    {
        Refused("TML1003", "its alpha is 0", model => model.Node("Celu", [model.Input(1, 4)], Attribute("alpha", 0f)));
        Refused("TML1003", "its beta is not finite", model => model.Node("HardSigmoid", [model.Input(1, 4)], Attribute("beta", float.NaN)));
        Refused("TML1003", "may be 'none' or 'tanh'", model => model.Node("Gelu", [model.Input(1, 4)], Attribute("approximate", "sigmoid")));
        Refused("TML1003", "its slopes [4] cannot be broadcast to [2, 3]", model => model.Node("PRelu", [model.Input(2, 3), model.Random(1, 4)]));
        Refused("TML1003", "it has no inputs", model => model.Node("Max", []));
        Refused("TML1004", "its attribute 'gamma' is not known", model => model.Node("Elu", [model.Input(1, 4)], Attribute("gamma", 1f)));
        Refused("TML1003", "exceeds its type", model => model.Node("Pow", [model.Integers(10), model.Integers(100)]));
    }

    private static void Refused(string code, string part, Func<OnnxModelBuilder, string> build)
    {
        var model = new OnnxModelBuilder(20);
        model.Output(build(model));
        if (model.Graph.Input.Count == 0) model.Input(1);
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));
        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(part, exception.Message);
    }
}
