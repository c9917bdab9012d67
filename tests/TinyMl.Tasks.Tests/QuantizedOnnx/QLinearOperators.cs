using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Import.Onnx;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>The operators on integers of the standard and of ONNX Runtime, at most a step from ONNX Runtime's and computed in integers.</summary>
[TestClass]
public sealed class QLinearOperators
{
    private readonly Random _random = new(5);
    private OnnxModelBuilder _model = new(17);
    private DataType _type;

    [TestMethod]
    [DataRow("Uint8", false)]
    [DataRow("Uint8", true)]
    [DataRow("Int8", false)]
    public void Convolutions(string type, bool isAsymmetric)
    {
        foreach (int groups in new[] { 1, 2, 4 })
        {
            Start(type);
            string x = Input(1, 4, 7, 6);
            string[] weights = isAsymmetric
                ? [Integers(DataType.Uint8, 8, 4 / groups, 3, 3), Scale(0.02f), Zero(DataType.Uint8, 100)]
                : [Integers(DataType.Int8, 8, 4 / groups, 3, 3), _model.Floats([8], [.. Enumerable.Range(1, 8).Select(i => i / 400f)]), _model.Initializer(Tensor(DataType.Int8, [8], new byte[8]))];
            Finish("QLinearConv", [x, Scale(0.05f), Zero(120), .. weights, Scale(0.1f), Zero(100), Bias(8)], [Attribute("group", groups), Attribute("pads", 1, 0, 1, 2), Attribute("strides", 1, 2)]);
        }
    }

    [TestMethod]
    [DataRow("Uint8", "Uint8", 90)]
    [DataRow("Uint8", "Int8", 0)]
    [DataRow("Int8", "Int8", 0)]
    public void ProductsOfMatrices(string type, string weights, int zero)
    {
        Start(type);
        Finish("QLinearMatMul", [Input(3, 5), Scale(0.05f), Zero(120), Integers(Type(weights), 5, 4), Scale(0.02f), Zero(Type(weights), zero), Scale(0.1f), Zero(100)]);
        Start(type);
        Finish("QGemm", [Input(2, 6), Scale(0.05f), Zero(120), Integers(Type(weights), 4, 6), Scale(0.02f), Zero(Type(weights), zero), Bias(4), Scale(0.1f), Zero(100)], [Attribute("transB", 1), Attribute("alpha", 0.75f)]);
    }

    [TestMethod]
    [DataRow("Uint8")]
    [DataRow("Int8")]
    public void SumsAndProducts(string type)
    {
        foreach (string operation in new[] { "QLinearAdd", "QLinearMul" })
        {
            Start(type);
            Finish(operation, [Input(2, 3, 4), Scale(0.03f), Zero(120), Input(3, 1), Scale(0.02f), Zero(90), Scale(0.06f), Zero(100)]);
        }
    }

    [TestMethod]
    [DataRow("Uint8")]
    [DataRow("Int8")]
    public void Activations(string type)
    {
        Start(type);
        Finish("QLinearSigmoid", [Input(2, 300), Scale(0.05f), Zero(120), Scale(1f / 256), Zero(0)]);
        Start(type);
        Finish("QLinearLeakyRelu", [Input(2, 300), Scale(0.05f), Zero(120), Scale(0.03f), Zero(60)], [Attribute("alpha", 0.2f)]);
        Start(type);
        Finish("QLinearSoftmax", [Input(2, 9), Scale(0.05f), Zero(120), Scale(1f / 256), Zero(0)], [Attribute("axis", -1), Attribute("opset", 17)]);
    }

    [TestMethod]
    [DataRow("Uint8")]
    [DataRow("Int8")]
    public void Pools(string type)
    {
        foreach (long last in new[] { 0L, 1L })
        {
            Start(type);
            Finish("QLinearGlobalAveragePool", [Input(1, 5, 6, 7), Scale(0.05f), Zero(120), Scale(0.02f), Zero(100)], [Attribute("channels_last", last)]);
        }

        foreach (float scale in new[] { 0.05f, 0.04f })
        {
            Start(type);
            Finish("QLinearAveragePool", [Input(1, 5, 6, 7), Scale(0.05f), Zero(120), Scale(scale), Zero(120)], [Attribute("kernel_shape", 2, 3), Attribute("strides", 2, 1)]);
        }
    }

    [TestMethod]
    [DataRow("Uint8")]
    [DataRow("Int8")]
    public void Concatenations(string type)
    {
        Start(type);
        Finish("QLinearConcat", [Scale(0.06f), Zero(100), Input(2, 3), Scale(0.03f), Zero(120), Input(2, 4), Scale(0.06f), Zero(100)], [Attribute("axis", 1)]);
    }

    [TestMethod]
    [DataRow("Uint8")]
    [DataRow("Int8")]
    public void NodesThatMoveIntegersComputeNothing(string type)
    {
        Start(type);
        string x = _model.Node("Reshape", [_model.Node("Transpose", [_model.Node("MaxPool", [Input(1, 4, 6, 6)], Attribute("kernel_shape", 2, 2))], Attribute("perm", 0, 2, 3, 1)), _model.Integers(5, 20)]);
        Finish("QLinearLeakyRelu", [x, Scale(0.05f), Zero(120), Scale(0.03f), Zero(60)], [Attribute("alpha", 0.2f)]);
    }

    private static DataType Type(string name) => Enum.Parse<DataType>(name);

    private void Start(string type)
    {
        _type = Type(type);
        _model = new OnnxModelBuilder(17);
        _model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
    }

    private void Finish(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        string y = _model.Node(operation, inputs, attributes);
        if (operation is not ("QLinearConv" or "QLinearMatMul")) _model.Graph.Node[^1].Domain = "com.microsoft";
        _model.Output(y);
        _model.Graph.Output[0].Type.TensorType.ElemType = (int)_type;
        using var comparison = new QuantizedComparison(_model.Model);
        for (int run = 0; run < 3; run++)
        {
            byte[][] bytes = [.. comparison.Graph.Inputs.Select(input => Bytes((int)input.Shape.ElementCount))];
            comparison.RequireAgreement($"{operation} {_type}", bytes);
        }

        Assert.IsFalse(comparison.Graph.Nodes.Any(node => node.Operator is Quantize && node.Input.Type == ElementType.Float32), $"{operation} is computed in real numbers.");
    }

    private string Input(params long[] shape)
    {
        string name = _model.Input(shape);
        _model.Graph.Input[^1].Type.TensorType.ElemType = (int)_type;
        return name;
    }

    private string Scale(float scale) => _model.Floats([], scale);

    private string Zero(int unsigned) => Zero(_type, _type == DataType.Int8 ? unsigned - 128 : unsigned);

    private string Zero(DataType type, int zero) => _model.Initializer(Tensor(type, [], [(byte)zero]));

    private string Integers(DataType type, params long[] shape) => _model.Initializer(Tensor(type, shape, Bytes((int)shape.Aggregate(1L, (product, dimension) => product * dimension))));

    private string Bias(int count) => _model.Initializer(Tensor(DataType.Int32, [count], MemoryMarshal.AsBytes<int>([.. Enumerable.Range(0, count).Select(_ => _random.Next(-2000, 2000))])));

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
