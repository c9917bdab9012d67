using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class FoldingPadding
{
    private static readonly ActivationRange None = ActivationRange.None;
    private static readonly Pad Around = new([0, 1, 0, 0], [0, 1, 1, 0], 0);

    [TestMethod]
    public void ZerosJoinAConvolutionsWindow()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new Conv2D(new Window(2, 2, 1, 1, 0, 1, 0, 0), None), y, GraphBuilder.Random(1, 3, 3, 3, 2)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D", simplified.Operators());
        Assert.AreEqual(new Window(2, 2, 1, 1, 1, 1, 1, 1), ((Conv2D)simplified.Nodes[0].Operator).Window);
    }

    [TestMethod]
    public void ZerosJoinEveryConvolutionThatReadsThem()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(1, 5, 5, 2));
        Tensor first = builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 2, 3, 3, 2));
        Tensor second = builder.Add(new DepthwiseConv2D(Window.Unit, None), y, GraphBuilder.Random(2, 1, 3, 3, 2));
        Graph graph = builder.Build(builder.Add(new Add(None), first, second));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Conv2D DepthwiseConv2D Add", simplified.Operators());
    }

    [TestMethod]
    public void ZerosAroundARowJoinAConvolutionOfOneDimension()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Pad([0, 2, 0], [0, 1, 0], 0), builder.Input(1, 5, 2));
        y = builder.Add(new Reshape(new Shape(1, 1, 8, 2)), y);
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 3, 1, 3, 2)));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("Reshape Conv2D", simplified.Operators());
        Assert.AreEqual(new Window(1, 1, 1, 1, 0, 2, 0, 1), ((Conv2D)simplified.Nodes[1].Operator).Window);
    }

    [TestMethod]
    public void OtherValuesStay()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around with { Value = 1 }, builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 3, 3, 3, 2)));

        Assert.AreEqual("Pad Conv2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void PaddedChannelsAreNoPaddingOfTheWindow()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Pad([0, 0, 0, 1], [0, 0, 0, 0], 0), builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, GraphBuilder.Random(1, 3, 3, 3, 3)));

        // They are constant channels, which go.
        Assert.AreEqual(Window.Unit, ((Conv2D)graph.SimplifiedEquivalently().Nodes.Single().Operator).Window);
    }

    [TestMethod]
    public void AnAverageCountsTheZerosThatItTakesIn()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new AveragePool2D(2, 2, Window.Unit, CountPadding: false, None), y));

        Graph simplified = graph.SimplifiedEquivalently();

        Assert.AreEqual("AveragePool2D", simplified.Operators());
        Assert.IsTrue(((AveragePool2D)simplified.Nodes[0].Operator).CountPadding);
    }

    [TestMethod]
    public void AnAverageWithPaddingOfItsOwnThatDoesNotCountLeavesThePad()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new AveragePool2D(3, 3, new Window(1, 1, 1, 1, 1, 1, 1, 1), CountPadding: false, None), y));

        Assert.AreEqual("Pad AveragePool2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AMaximumOfNonnegativeValuesTakesInZeros()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Add(new Clamp(ActivationRange.Relu), builder.Input(1, 5, 5, 2)));
        Graph graph = builder.Build(builder.Add(new MaxPool2D(2, 2, Window.Unit, None), y));

        Assert.AreEqual("Relu MaxPool2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AMaximumOfAnyValuesLeavesZerosAlone()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new MaxPool2D(2, 2, Window.Unit, None), y));

        Assert.AreEqual("Pad MaxPool2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AWindowThatWouldLieInThePaddingAsAWholeLeavesThePad()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around with { Before = [0, 2, 0, 0] }, builder.Add(new Clamp(ActivationRange.Relu), builder.Input(1, 5, 5, 2)));
        Graph graph = builder.Build(builder.Add(new MaxPool2D(2, 2, Window.Unit, None), y));

        Assert.AreEqual("Relu Pad MaxPool2D", graph.SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    [DataRow(-128, "MaxPool2D")]
    [DataRow(-127, "Pad MaxPool2D")]
    public void AnIntegerMaximumTakesInZerosThatAreTheLeastValue(int zeroPoint, string operators)
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(Around, builder.Input(ElementType.Int8, new QuantizationParameters(0.1f, zeroPoint), 1, 5, 5, 2));
        Graph graph = builder.Build(builder.Add(new MaxPool2D(2, 2, Window.Unit, None), y));

        Assert.AreEqual(operators, graph.Simplified().Operators());
    }

    [TestMethod]
    public void IntegerZerosJoinAConvolution()
    {
        var builder = new GraphBuilder();
        var quantization = new QuantizationParameters(0.1f, 5);
        Tensor y = builder.Add(Around, builder.Input(ElementType.Int8, quantization, 1, 5, 5, 1));
        Tensor weights = Tensor.Constant<sbyte>("weights", ElementType.Int8, new Shape(1, 2, 2, 1), [1, -2, 3, 4], new QuantizationParameters(0.5f, 0));
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, weights));

        Graph simplified = graph.Simplified();

        Assert.AreEqual("Conv2D", simplified.Operators());
        Assert.AreSame(weights, simplified.Nodes.Single().Inputs[1]);
    }

    [TestMethod]
    public void APadThatChangesTheScaleStays()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.1f, 5), 1, 5, 5, 1);
        Tensor y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.2f, 5), Around, x);
        Tensor weights = Tensor.Constant<sbyte>("weights", ElementType.Int8, new Shape(1, 2, 2, 1), [1, -2, 3, 4], new QuantizationParameters(0.5f, 0));
        Graph graph = builder.Build(builder.Add(new Conv2D(Window.Unit, None), y, weights));

        Assert.AreEqual("Pad Conv2D", graph.Simplified().Operators());
    }
}
