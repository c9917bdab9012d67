using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Tests.Compile;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>What quantized ONNX models may say, what it means, and what is refused by name.</summary>
[TestClass]
public sealed class QuantizedModelImport
{
    private readonly OnnxModelBuilder _model = new(21);

    [TestMethod]
    public void QuantizedFilesStayAsTheyAre()
    {
        byte[] none = Compiled.Shared("kws_qdq_u8.onnx", QuantizationMode.None).Packed, int8 = Compiled.Shared("kws_qdq_u8.onnx", QuantizationMode.Int8).Packed;

        CollectionAssert.AreEqual(none, int8);
        TinyModel model = TinyModel.Load(int8);
        Assert.AreEqual((ElementType.UInt8, 211, ElementType.UInt8, 0), (model.Inputs[0].ElementType, model.Inputs[0].ZeroPoint, model.Outputs[0].ElementType, model.Outputs[0].ZeroPoint));
        float[] scores = new float[12];
        model.Run(new float[490], scores);
        Assert.AreEqual(1, scores.Sum(), 0.05f);
        Assert.AreEqual("TML1103", Assert.ThrowsExactly<DiagnosticException>(() => Compiled.Shared("kws_qdq_u8.onnx", QuantizationMode.Float16)).Diagnostic.Code);
    }

    [TestMethod]
    public void IntegersMeanWhatTheyAreDequantizedBy()
    {
        string raw = _model.Node("QuantizeLinear", [_model.Input(1, 50), _model.Floats([], 0.1f), Zero(DataType.Uint8, 100)]);
        _model.Output(_model.Node("Relu", [_model.Node("DequantizeLinear", [raw, _model.Floats([], 0.3f), Zero(DataType.Uint8, 90)])]));

        OnnxRuntimeOracle.RequireAgreement(_model);
    }

    [TestMethod]
    public void RealConstantsAreQuantizedWhileImporting()
    {
        string weights = _model.Node("DequantizeLinear", [_model.Node("QuantizeLinear", [_model.Floats([2, 3], 0.5f, -0.25f, 0.15f, 9, -9, 0), _model.Floats([], 0.1f), Zero(DataType.Int8, 0)]), _model.Floats([], 0.1f)]);
        _model.Output(_model.Node("MatMul", [_model.Input(4, 2), weights]));

        OnnxRuntimeOracle.RequireAgreement(_model);
    }

    [TestMethod]
    public void ChannelsOfActivationsHaveScalesOfTheirOwn()
    {
        string[] parameters = [_model.Floats([3], 0.1f, 0.2f, 0.04f), _model.Initializer(Tensor(DataType.Uint8, [3], [100, 128, 200]))];
        string raw = _model.Node("QuantizeLinear", [_model.Input(2, 3, 7), .. parameters], Attribute("axis", -2));
        _model.Output(_model.Node("DequantizeLinear", [raw, .. parameters], Attribute("axis", 1)));

        OnnxRuntimeOracle.RequireAgreement(_model);
    }

    /// <summary>ONNX Runtime quantizes by each input's range, to 8 bits; ours computes with the real values, so that they differ by its rounding.</summary>
    [TestMethod]
    public void DynamicallyQuantizedModelsAreFloatModels()
    {
        string x = _model.Input(3, 16);
        _model.Node("DynamicQuantizeLinear", [x]);
        NodeProto dynamic = _model.Graph.Node[^1];
        dynamic.Output.Add(["scale", "zero"]);
        byte[] weights = new byte[16 * 4];
        new Random(3).NextBytes(weights);
        string sums = _model.Node("MatMulInteger", [dynamic.Output[0], _model.Initializer(Tensor(DataType.Uint8, [16, 4], weights)), "zero", Zero(DataType.Uint8, 121)]);
        string scale = _model.Node("Mul", ["scale", _model.Floats([1], 0.02f)]);
        _model.Output(_model.Node("Add", [_model.Node("Mul", [_model.Node("Cast", [sums], Attribute("to", 1)), scale]), _model.Floats([4], 1, 2, 3, 4)]));
        float[] values = [.. Enumerable.Range(0, 48).Select(i => MathF.Sin(i))];

        Graph graph = OnnxRuntimeOracle.Import(_model.Write()).Simplified();
        TinyModel model = PackedGraph.Load(graph);
        values.CopyTo(model.Input<float>());
        model.Invoke();
        using var session = new OnnxRuntimeSession(_model.Model, [_model.Graph.Output[0].Name]);
        float[] expected = session.Run(MemoryMarshal.AsBytes<float>(values).ToArray()).Values.Single().Floats;

        Assert.AreEqual("FullyConnected", graph.Operators());
        OnnxRuntimeOracle.RequireClose(expected, model.Output<float>(), 0.02, null);
    }

    [TestMethod]
    public void ScalesAreConstant()
    {
        _model.Output(_model.Node("QuantizeLinear", [_model.Input(2, 3), _model.Input(), Zero(DataType.Uint8, 0)]));
        Refused("TML1004", "the operator QuantizeLinear (node 'QuantizeLinear", "its scale must be constant");
    }

    [TestMethod]
    [DataRow("block_size", 32L, "its block_size is 32")]
    [DataRow("precision", 10L, "its precision is Float16")]
    [DataRow("output_dtype", 5L, "it quantizes activations to Int16")]
    [DataRow("output_dtype", 17L, "it quantizes to")]
    [DataRow("surprise", 1L, "its attribute 'surprise' is not known")]
    public void WhatAnAttributeAsksForIsNamed(string attribute, long value, string reason)
    {
        _model.Output(_model.Node("QuantizeLinear", [_model.Input(2, 3), _model.Floats([], 0.1f)], Attribute(attribute, value)));
        Refused("TML1004", "the operator QuantizeLinear (node '", reason);
    }

    [TestMethod]
    public void ParametersThatContradictEachOtherAreDamage()
    {
        string x = _model.Input(2, 3);
        _model.Output(_model.Node("QuantizeLinear", [x, _model.Floats([2], 0.1f, 0.2f), _model.Initializer(Tensor(DataType.Int8, [2], new byte[2]))], Attribute("axis", 1)));
        Refused("TML1003", "it has 2 scales for axis 1 of [2, 3]");

        _model.Graph.Node[^1].Attribute[0].I = 0;
        _model.Graph.Initializer[^1].Dims[0] = 1;
        _model.Graph.Initializer[^1].RawData = Google.Protobuf.ByteString.CopyFrom(0);
        Refused("TML1003", "it has 2 scales and 1 zero points");
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-0.1f)]
    public void ScalesArePositive(float scale)
    {
        _model.Output(_model.Node("QuantizeLinear", [_model.Input(2, 3), _model.Floats([], scale)]));
        Refused("TML1004", "scales are positive");
    }

    [TestMethod]
    public void OnlyIntegersOf8BitsAreDequantized()
    {
        string x = _model.Input(2, 3);
        _model.Graph.Input[0].Type.TensorType.ElemType = (int)DataType.Int16;
        _model.Output(_model.Node("DequantizeLinear", [x, _model.Floats([], 0.1f)]));
        Refused("TML1004", "is of the type Int16; activations are quantized as INT8 or UINT8");
    }

    [TestMethod]
    public void WhatIsNotKnownOfAShortFormIsNamedByTheShortForm()
    {
        string x = _model.Input(1, 1, 4, 4);
        _model.Graph.Input[0].Type.TensorType.ElemType = (int)DataType.Uint8;
        string[] parameters = [_model.Floats([], 0.1f), Zero(DataType.Uint8, 3)];
        string weights = _model.Initializer(Tensor(DataType.Uint8, [1, 1, 2, 2], [1, 2, 3, 4]));
        _model.Output(_model.Node("QLinearConv", [x, .. parameters, weights, .. parameters, .. parameters], Attribute("surprise", 1)));
        Refused("TML1004", "the operator QLinearConv (node 'QLinearConv", "its attribute 'surprise' is not known");
    }

    private string Zero(DataType type, int zero) => _model.Initializer(Tensor(type, [], [(byte)zero]));

    private void Refused(string code, params string[] parts) => OnnxRefusalTests.Refused(_model, code, parts);
}
