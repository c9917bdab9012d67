using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Lower;

[TestClass]
public sealed class GraphLoweringTests
{
    [TestMethod]
    public void A_reshape_and_a_transpose_that_moves_only_dimensions_of_1_need_no_operator()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 1, 3, 2);
        Tensor reshaped = graph.Add(new Reshape(new Shape(1, 3, 1, 2)), x);
        Tensor transposed = graph.Add(new Transpose([0, 2, 1, 3]), reshaped);
        Tensor y = graph.Add(new Clamp(ActivationRange.Relu), transposed);

        LoweredGraph lowered = GraphLowering.Lower(graph.Build(y));

        Assert.AreEqual(OperatorCode.ClampFloat32, lowered.Operators.Single().Code);
        Assert.AreSame(x, lowered.Storage(transposed));
    }

    [TestMethod]
    public void A_transpose_that_moves_data_runs()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 2, 3);
        TinyModel model = PackedGraph.Load(graph.Build(graph.Add(new Transpose([0, 2, 1]), x)));

        float[] y = Run(model, 1, 2, 3, 4, 5, 6);

        CollectionAssert.AreEqual(new float[] { 1, 4, 2, 5, 3, 6 }, y);
    }

    [TestMethod]
    public void An_output_that_is_a_reshaped_input_works()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 4);
        Tensor reshaped = graph.Add(new Reshape(new Shape(1, 2, 2)), x);
        Tensor doubled = graph.Add(new Add(ActivationRange.None), x, x);
        TinyModel model = PackedGraph.Load(graph.Build(reshaped, doubled));

        float[] y = Run(model, 1, 2, 3, 4);

        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4 }, y);
        CollectionAssert.AreEqual(new float[] { 2, 4, 6, 8 }, model.Output<float>(1).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 2 }, model.Outputs[0].Shape.ToArray());
    }

    [TestMethod]
    public void An_output_that_is_the_input_or_a_constant_is_copied()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 4);
        Tensor reshapedConstant = graph.Add(new Reshape(new Shape(1, 3)), GraphBuilder.Constant([3], 1, 2, 3));
        TinyModel model = PackedGraph.Load(graph.Build(x, reshapedConstant));

        float[] y = Run(model, 5, 6, 7, 8);

        CollectionAssert.AreEqual(new float[] { 5, 6, 7, 8 }, y);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, model.Output<float>(1).ToArray());
        Assert.AreEqual(x.Name, model.Outputs[0].Name);
    }

    [TestMethod]
    public void A_reshaped_constant_is_an_operand_like_any_other()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 2, 2);
        Tensor constant = graph.Add(new Reshape(new Shape(2, 1)), GraphBuilder.Constant([2], 1, 2));
        TinyModel model = PackedGraph.Load(graph.Build(graph.Add(new Mul(ActivationRange.None), constant, x)));

        float[] y = Run(model, 1, 2, 3, 4);

        CollectionAssert.AreEqual(new float[] { 1, 2, 6, 8 }, y);
    }

    [TestMethod]
    public void A_chain_of_elementwise_operators_runs_in_place()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 100);
        Tensor y = graph.Add(new LeakyRelu(0.5f), x);
        y = graph.Add(new Logistic(), y);
        y = graph.Add(new Tanh(), y);
        y = graph.Add(new HardSwish(), y);
        y = graph.Add(new Softmax(1), y);
        y = graph.Add(new Clamp(ActivationRange.Relu6), y);
        y = graph.Add(new Sub(ActivationRange.None), y, GraphBuilder.Random(1, 100));

        Assert.AreEqual(400, PackedGraph.Load(graph.Build(y)).ArenaBytes);
    }

    [TestMethod]
    public void Padding_of_a_quantized_tensor_is_the_stored_value_of_the_real_one()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(ElementType.Int8, new QuantizationParameters(0.5f, -7), 1, 2);
        TinyModel model = PackedGraph.Load(graph.Build(graph.Add(new Pad([0, 1], [0, 2], 1), x)));
        ((ReadOnlySpan<sbyte>)[10, 20]).CopyTo(model.Input<sbyte>());

        model.Invoke();

        CollectionAssert.AreEqual(new sbyte[] { -5, 10, 20, -5, -5 }, model.Output<sbyte>().ToArray());
    }

    [TestMethod]
    public void A_range_whose_bounds_cross_ends_at_its_maximum()
    {
        var graph = new GraphBuilder();
        Tensor x = graph.Input(1, 3);
        TinyModel model = PackedGraph.Load(graph.Build(graph.Add(new Clamp(new ActivationRange(5, 2)), x)));

        float[] y = Run(model, 1, 3, 9);

        CollectionAssert.AreEqual(new float[] { 2, 2, 2 }, y);
    }

    private static float[] Run(TinyModel model, params float[] x)
    {
        x.AsSpan().CopyTo(model.Input<float>());
        model.Invoke();
        return model.Output<float>().ToArray();
    }
}
