using Microsoft.VisualStudio.TestTools.UnitTesting;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Activations and arithmetic against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxElementwiseTests
{
    [TestMethod]
    [DataRow("Relu", 7)]
    [DataRow("Relu", 14)]
    [DataRow("Sigmoid", 7)]
    [DataRow("Sigmoid", 13)]
    [DataRow("Tanh", 7)]
    [DataRow("HardSwish", 14)]
    [DataRow("LeakyRelu", 7)]
    [DataRow("LeakyRelu", 16)]
    [DataRow("Identity", 7)]
    [DataRow("Dropout", 7)]
    [DataRow("Dropout", 12)]
    public void ActivationsAgree(string operation, int opset)
    {
        var model = new OnnxModelBuilder(opset);
        model.Output(model.Node(operation, [model.Input(1, 3, 4, 5)]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void LeakyReluTakesItsSlope()
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node("LeakyRelu", [model.Input(1, 30)], Attribute("alpha", 0.3f)));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void ClipTakesItsBoundsFromAttributesOrInputs()
    {
        var old = new OnnxModelBuilder(7);
        string both = old.Node("Clip", [old.Input(1, 30)], Attribute("min", -0.5f), Attribute("max", 1.5f));
        old.Output(old.Node("Clip", [both]), old.Node("Clip", [both], Attribute("max", 0.25f)));
        OnnxRuntimeOracle.RequireAgreement(old);

        var current = new OnnxModelBuilder(13);
        string x = current.Input(1, 30), low = current.Floats([], -0.5f), high = current.Floats([], 1.5f);
        current.Output(current.Node("Clip", [x, low, high]), current.Node("Clip", [x, low]), current.Node("Clip", [x, "", high]), current.Node("Clip", [x, high, low]), current.Node("Clip", [x]));
        OnnxRuntimeOracle.RequireAgreement(current);
    }

    [TestMethod]
    [DataRow("Add")]
    [DataRow("Sub")]
    [DataRow("Mul")]
    [DataRow("Div")]
    public void ArithmeticWithConstantsOfAnyShapeAgrees(string operation)
    {
        foreach (long[] shape in new[] { [], [1L], [5], [4, 1], [3, 1, 1], [1, 3, 4, 5], [3, 4, 5], [2, 3, 4, 5], new[] { 1L, 1, 1, 1 } })
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(2, 3, 4, 5), constant = model.Random(1, shape);
            model.Output(model.Node(operation, [x, constant]));
            if (operation != "Div") model.Output(model.Node(operation, [constant, x]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}]");
        }
    }

    [TestMethod]
    [DataRow("Add")]
    [DataRow("Sub")]
    [DataRow("Mul")]
    public void ArithmeticBetweenActivationsAgrees(string operation)
    {
        foreach (long[] shape in new[] { [2, 3, 4, 5], [5L], [3, 1, 1], [1, 1, 4, 5], new[] { 2L, 1, 1, 1 } })
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(2, 3, 4, 5), y = model.Input(shape);
            model.Output(model.Node(operation, [x, y]), model.Node(operation, [y, x]), model.Node(operation, [x, x]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}]");
        }
    }
}
