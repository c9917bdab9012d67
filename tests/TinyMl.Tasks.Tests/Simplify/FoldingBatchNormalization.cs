using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class FoldingBatchNormalization
{
    private static readonly ActivationRange None = ActivationRange.None;
    private static readonly Window Padded = new(1, 1, 1, 1, 1, 1, 1, 1);

    [TestMethod]
    [DataRow(new[] { 5 })]
    [DataRow(new[] { 1, 1, 5 })]
    [DataRow(new[] { 1, 1, 1, 1 })]
    [DataRow(new int[0])]
    public void AfterAConvolutionItDisappears(int[] shape)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, None), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 5, 3, 3, 3), GraphBuilder.Random(2, 5));
        Graph graph = builder.Build(Normalize(builder, y, shape));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D", simplified.Operators());
    }

    [TestMethod]
    public void AfterADepthwiseConvolutionWithoutBiasItBecomesABias()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new DepthwiseConv2D(Padded, None), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 1, 3, 3, 6));
        Graph graph = builder.Build(Normalize(builder, y, 6));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("DepthwiseConv2D", simplified.Operators());
        Assert.HasCount(3, simplified.Nodes[0].Inputs);
    }

    [TestMethod]
    public void AfterAFullyConnectedLayerItDisappearsWithTheActivation()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 7), GraphBuilder.Random(1, 4, 7));
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu6), Normalize(builder, y, 1, 4)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("FullyConnected", simplified.Operators());
        Assert.AreEqual(ActivationRange.Relu6, ((FullyConnected)simplified.Nodes[0].Operator).Activation);
    }

    [TestMethod]
    public void BehindAReshapeItStillReachesTheLayer()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Window.Unit, None), builder.Input(1, 1, 8, 3), GraphBuilder.Random(1, 4, 1, 3, 3));
        y = builder.Add(new Reshape(new Shape(1, 6, 4)), y);
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu), Normalize(builder, y, 1, 1, 4)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D Reshape", simplified.Operators());
        Assert.AreEqual(ActivationRange.Relu, ((Conv2D)simplified.Nodes[0].Operator).Activation);
    }

    [TestMethod]
    public void BeforeAConvolutionWithoutPaddingItDisappears()
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 5, 5, 3), 3);
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, ActivationRange.Relu), y, GraphBuilder.Random(1, 4, 3, 3, 3)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D", simplified.Operators());
    }

    [TestMethod]
    public void BeforeADepthwiseConvolutionWithoutPaddingItDisappears()
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 5, 5, 3), 3);
        Graph graph = builder.Build(builder.Add(new DepthwiseConv2D(Window.Unit, None), y, GraphBuilder.Random(1, 1, 3, 3, 6), GraphBuilder.Random(2, 6)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("DepthwiseConv2D", simplified.Operators());
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void AfterAGroupedConvolutionItDisappears(int groups)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, None), builder.Input(1, 4, 4, 6), GraphBuilder.Random(1, 12, 3, 3, 6 / groups));
        Graph graph = builder.Build(Normalize(builder, y, 12));

        Assert.AreEqual("Conv2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    public void BeforeAGroupedConvolutionItDisappears(int groups)
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 5, 5, 6), 6);
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 12, 3, 3, 6 / groups), GraphBuilder.Random(2, 12)));

        Assert.AreEqual("Conv2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void AfterATransposedConvolutionItDisappearsWithTheActivation(int groups)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new TransposeConv2D(new Window(2, 1, 1, 1, 1, 0, 0, 1), 8, 5, None), builder.Input(1, 4, 4, 6), GraphBuilder.Random(1, 4, 3, 3, 6 / groups));
        Graph graph = builder.Build(builder.Add(new Clamp(ActivationRange.Relu), Normalize(builder, y, 4)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("TransposeConv2D", simplified.Operators());
        Assert.AreEqual(ActivationRange.Relu, ((TransposeConv2D)simplified.Nodes[0].Operator).Activation);
    }

    // Some of its outputs meet fewer taps than others.
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void BeforeATransposedConvolutionItsShiftStays(int groups)
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 3, 3, 6), 6);
        Graph shifted = builder.Build(builder.Add(new TransposeConv2D(Window.Unit, 5, 5, None), y, GraphBuilder.Random(1, 4, 3, 3, 6 / groups)));

        var other = new GraphBuilder();
        y = other.Add(new Mul(None), other.Input(1, 3, 3, 6), GraphBuilder.Random(3, 6));
        Graph scaled = other.Build(other.Add(new TransposeConv2D(Window.Unit, 5, 5, None), y, GraphBuilder.Random(1, 4, 3, 3, 6 / groups)));

        Assert.AreEqual("Mul Add TransposeConv2D", shifted.SimplifiedEquivalently().Operators());
        Assert.AreEqual("TransposeConv2D", scaled.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void BeforeAFlattenedFullyConnectedLayerItDisappears()
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 2, 3, 4), 4);
        y = builder.Add(new Reshape(new Shape(1, 24)), y);
        Graph graph = builder.Build(builder.Add(new FullyConnected(None), y, GraphBuilder.Random(1, 5, 24)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("FullyConnected", simplified.Operators());
    }

    [TestMethod]
    public void BeforeAPaddedConvolutionItsShiftStays()
    {
        var builder = new GraphBuilder();
        Tensor y = Normalize(builder, builder.Input(1, 5, 5, 3), 3);
        Graph graph = builder.Build(builder.Add(new Conv2D(Padded, None), y, GraphBuilder.Random(1, 4, 3, 3, 3)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Mul Add Conv2D", simplified.Operators());
    }

    [TestMethod]
    public void AScaleAloneFoldsThroughPadding()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Mul(None), GraphBuilder.Random(1, 3), builder.Input(1, 5, 5, 3));
        y = builder.Add(new Pad([0, 1, 2, 0], [0, 0, 1, 0], 0), y);
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(2, 4, 3, 3, 3)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D", simplified.Operators());
    }

    [TestMethod]
    public void AfterALayerWithAnActivationItStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, ActivationRange.Relu), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 5, 3, 3, 3));
        Graph graph = builder.Build(Normalize(builder, y, 5));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D Mul Add", simplified.Operators());
    }

    [TestMethod]
    public void AValueThatIsReadTwiceIsNotFolded()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, None), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 5, 3, 3, 3));
        Tensor z = builder.Add(new Mul(None), y, GraphBuilder.Random(2, 5));
        Graph graph = builder.Build(builder.Add(new Add(None), y, z));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D Mul Add", simplified.Operators());
    }

    [TestMethod]
    public void ALayerThatIsAnOutputKeepsItsValues()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, None), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 5, 3, 3, 3));
        Graph graph = builder.Build(y, builder.Add(new Mul(None), y, GraphBuilder.Random(2, 5)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D Mul", simplified.Operators());
    }

    [TestMethod]
    public void AConstantPerColumnStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Conv2D(Padded, None), builder.Input(1, 4, 4, 3), GraphBuilder.Random(1, 5, 3, 3, 3));
        Graph graph = builder.Build(builder.Add(new Mul(None), y, GraphBuilder.Random(2, 4, 1)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D Mul", simplified.Operators());
    }

    [TestMethod]
    public void ScalesThatOverflowStay()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 2), GraphBuilder.Constant([1, 2], 1e30f, 1));
        Graph graph = builder.Build(builder.Add(new Mul(None), y, GraphBuilder.Constant([], 1e30f)));

        Assert.AreEqual("FullyConnected Mul", graph.Simplified().Operators());
    }

    [TestMethod]
    public void ADifferenceFromAConstantNegatesTheLayer()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new FullyConnected(None), builder.Input(1, 7), GraphBuilder.Random(1, 4, 7), GraphBuilder.Random(2, 4));
        Graph graph = builder.Build(builder.Add(new Sub(ActivationRange.Relu), GraphBuilder.Random(3, 4), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("FullyConnected", simplified.Operators());
    }

    // As exporters decompose it: (x - mean) * scale + shift.
    private static Tensor Normalize(GraphBuilder builder, Tensor x, params int[] shape)
    {
        Tensor y = builder.Add(new Sub(None), x, GraphBuilder.Random(11, shape));
        y = builder.Add(new Mul(None), y, GraphBuilder.Random(12, shape));
        return builder.Add(new Add(None), y, GraphBuilder.Random(13, shape));
    }
}
