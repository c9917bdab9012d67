using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify.Channels;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class RemovingDeadChannels
{
    private const int ZeroPoint = -5;
    private static readonly QuantizationParameters s_activations = new(0.05f, ZeroPoint);
    private static readonly Window s_same = new(1, 1, 1, 1, 1, 1, 1, 1);

    [TestMethod]
    public void ChannelsWithoutWeightsBecomePartOfTheBiasesAfterThem()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 6, deadFilters: [1, 4], bias: 300);
        Graph graph = net.Build(net.Convolution(y, 3));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual(new Shape(1, 7, 6, 4), reduced.Nodes[0].Output.Shape);
        Assert.AreEqual(new Shape(3, 1, 1, 4), reduced.Nodes[1].Inputs[1].Shape);
    }

    [TestMethod]
    public void ChannelsThatNobodyReadsGo()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 6);
        Graph graph = net.Build(net.Convolution(y, 3, deadInputs: [0, 3]));

        Assert.AreEqual(new Shape(4, 1, 1, 3), AssertSame(graph).Nodes[0].Inputs[1].Shape);
    }

    [TestMethod]
    public void WhatOnlyDeadChannelsReadIsDeadItself()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, kernel: 3);
        Tensor z = net.Convolution(y, 4, readsOnly: [(0, 0), (1, 1), (2, 2), (3, 3)]);
        Graph graph = net.Build(net.Convolution(z, 2, deadInputs: [2]));

        Assert.AreEqual(3, AssertSame(graph).Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    [DataRow(0, 3, DisplayName = "what padding is")]
    [DataRow(2000, 4, DisplayName = "another value")]
    public void PaddingTakesPartOfAConstantAway(int bias, int kept)
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [1], bias: bias);
        Graph graph = net.Build(net.Convolution(y, 2, kernel: 3, window: s_same));

        Assert.AreEqual(kept, AssertSame(graph).Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    public void WeightsThatNeverMeetPaddingTakeAnyConstantIn()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [1], bias: 2000);

        // With a stride of 2 over 7 rows and 6 columns, only the first row and column of the window lie over padding.
        Tensor weights = net.Weights([2, 3, 3, 4], index => index[3] != 1 || (index[1] == 1 && index[2] == 1));
        Graph graph = net.Build(net.Layer(new Conv2D(s_same with { StrideHeight = 2, StrideWidth = 2 }, ActivationRange.None), y, weights, 2));

        Assert.AreEqual(3, AssertSame(graph).Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    public void WeightsOverNothingButPaddingReadNothing()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Pooled(net.Input, 7, 6), 4);
        Tensor weights = net.Weights([2, 3, 3, 4], index => index[3] != 1 || index[1] != 1);
        Graph graph = net.Build(net.Layer(new Conv2D(s_same, ActivationRange.None), y, weights, 2));

        Assert.AreEqual(3, AssertSame(graph).Nodes[1].Output.Shape[3]);
    }

    [TestMethod]
    public void DepthwiseChannelsGoWithTheirMultiples()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [2], bias: 0);
        Tensor z = net.Depthwise(y, multiplier: 2, s_same with { StrideHeight = 2 });
        Graph graph = net.Build(net.Convolution(z, 3));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual(new Shape(1, 3, 3, 6), reduced.Nodes[1].Inputs[1].Shape);
        Assert.HasCount(6, reduced.Nodes[1].Inputs[1].Quantization!.Scales);
    }

    [TestMethod]
    public void OneDeadMultipleOfADepthwiseChannelStays()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4);
        Tensor z = net.Depthwise(y, multiplier: 2, Window.Unit);
        Graph graph = net.Build(net.Convolution(z, 3, deadInputs: [3]));

        Assert.AreSame(graph, AssertSame(graph));
    }

    [TestMethod]
    public void GroupsGoAsAWhole()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 6);
        Tensor z = net.Layer(new Conv2D(Window.Unit, ActivationRange.None), y, net.Weights([6, 3, 3, 2], _ => true), 6);
        Graph graph = net.Build(net.Convolution(z, 3, deadInputs: [0, 2, 3]));

        Assert.AreEqual(new Shape(4, 3, 3, 2), AssertSame(graph).Nodes[1].Inputs[1].Shape);
    }

    [TestMethod]
    public void SumsTieTheChannelsOfTheirOperands()
    {
        Network net = new();
        Tensor x = net.Convolution(net.Input, 6, deadFilters: [1, 2], bias: 100), y = net.Convolution(net.Input, 6, deadFilters: [2, 5], bias: -700);
        Tensor sum = net.Add(new Add(ActivationRange.Relu), x, y);
        Graph graph = net.Build(net.Convolution(sum, 3));

        Graph reduced = AssertSame(graph);

        foreach (Node node in reduced.Nodes.Take(3)) Assert.AreEqual(5, node.Output.Shape[3]);
    }

    [TestMethod]
    public void ProductsWithZeroAreConstant()
    {
        Network net = new();
        Tensor scale = Tensor.Constant<sbyte>("scale", ElementType.Int8, new Shape(4), [9, 3, ZeroPoint, 1], s_activations);
        Tensor y = net.Add(new Mul(ActivationRange.None), net.Convolution(net.Input, 4), scale);
        Graph graph = net.Build(net.Convolution(y, 3));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual(3, reduced.Nodes[0].Output.Shape[3]);
        CollectionAssert.AreEqual(new sbyte[] { 9, 3, 1 }, reduced.Nodes[1].Inputs[1].Values<sbyte>().ToArray());
    }

    [TestMethod]
    public void ConcatenationsLoseTheChannelsOfEachPart()
    {
        Network net = new();
        Tensor x = net.Convolution(net.Input, 3, deadFilters: [0], bias: 11), y = net.Convolution(net.Input, 4, deadFilters: [1, 3], bias: 22);
        Tensor constant = Tensor.Constant<sbyte>("constant", ElementType.Int8, new Shape(1, 7, 6, 1), [.. Enumerable.Repeat((sbyte)42, 42)], s_activations);
        Tensor all = net.Add(new Concat(3), x, constant, y);
        Graph graph = net.Build(net.Convolution(all, 3));

        Assert.AreEqual(4, AssertSame(graph).Nodes[2].Output.Shape[3]);
    }

    [TestMethod]
    public void AFlattenedChannelIsManyColumns()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [3], bias: 500);
        Tensor flat = net.Add(new Reshape(new Shape(1, 7 * 6 * 4)), y);
        Graph graph = net.Build(net.FullyConnected(flat, 5));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual(new Shape(5, 7 * 6 * 3), reduced.Nodes[2].Inputs[1].Shape);
    }

    [TestMethod]
    public void AChannelThatWasFlattenedChannelsFirstIsABlockOfColumns()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [3], bias: 500);
        Tensor flat = net.Add(new Reshape(new Shape(1, 7 * 6 * 4)), net.Add(new Transpose([0, 3, 1, 2]), y));
        Graph graph = net.Build(net.FullyConnected(flat, 5));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual(new Shape(5, 7 * 6 * 3), reduced.Nodes[3].Inputs[1].Shape);
    }

    [TestMethod]
    public void ColumnsThatNobodyReadsLeadBackToTheirChannel()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4);
        Graph graph = net.Build(net.FullyConnected(y, 5, deadColumns: column => column % 4 == 2));

        Assert.AreEqual(3, AssertSame(graph).Nodes[0].Output.Shape[3]);
    }

    [TestMethod]
    public void PoolsAndMeansKeepConstants()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 5, deadFilters: [0, 4], bias: 900);
        y = net.Add(new MaxPool2D(2, 2, s_same, ActivationRange.None), y);
        y = net.Add(new AveragePool2D(2, 2, s_same, CountPadding: false, ActivationRange.None), y);
        y = net.Add(new Mean([1, 2], KeepDimensions: false), y);
        Graph graph = net.Build(net.FullyConnected(y, 2));

        Assert.AreEqual(new Shape(2, 3), AssertSame(graph).Nodes[4].Inputs[1].Shape);
    }

    [TestMethod]
    public void PartsOfChannelsStayInTheirOrder()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 8, deadFilters: [1, 4], bias: 77);
        Tensor odd = net.Add(new Slice([0, 0, 0, 7], [1, 1, 1, -2], [1, 7, 6, 3]), y);
        Tensor some = net.Add(new Select("Gather", [[], [], [], [5, 2, 4, 5]]), y);
        Graph graph = net.Build(net.Convolution(net.Add(new Concat(3), odd, some), 3));

        Graph reduced = AssertSame(graph);

        // 7, 5 and 3 of the slice, 5, 2 and 5 of the selection; 4 is constant, and 0, 1 and 6 are in neither.
        Assert.AreEqual(4, reduced.Nodes[0].Output.Shape[3]);
        Assert.AreEqual(6, reduced.Nodes[3].Output.Shape[3]);
    }

    [TestMethod]
    public void ABiasThatWouldOverflowKeepsTheChannel()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [1], bias: 2000);
        Tensor weights = net.Weights([1, 1, 1, 4], _ => true, value: 100);
        Tensor bias = Tensor.Constant<int>("bias", ElementType.Int32, new Shape(1), [int.MaxValue - 3], new QuantizationParameters(0.01f, 0));
        Graph graph = net.Build(net.Add(new Conv2D(Window.Unit, ActivationRange.None), y, weights, bias));

        Assert.AreSame(graph, AssertSame(graph));
    }

    [TestMethod]
    public void OutputsStatesAndInputsKeepTheirChannels()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [1], bias: 50);
        Graph graph = net.Build(net.Convolution(y, 3, deadInputs: [2]), y);

        Assert.AreSame(graph, AssertSame(graph));
    }

    [TestMethod]
    public void WhatIsConstantAsAWholeIsAConstant()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [0, 1, 2, 3], bias: 321);
        Tensor z = net.Add(new Add(ActivationRange.None), net.Convolution(net.Input, 4), net.Convolution(y, 4));
        Graph graph = net.Build(net.Convolution(z, 2));

        Graph reduced = AssertSame(graph);

        Assert.AreEqual("Conv2D Add Conv2D", reduced.Operators());
        Assert.AreEqual(new Shape(1, 1, 1, 4), reduced.Nodes[1].Inputs[1].Shape);
    }

    [TestMethod]
    public void WhatIsConstantButForItsEdgesIsFolded()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [0, 1, 2, 3], bias: 2000);
        Tensor z = net.Add(new Add(ActivationRange.None), net.Convolution(net.Input, 4), net.Convolution(y, 4, kernel: 3, window: s_same));
        Graph graph = net.Build(net.Convolution(z, 2));

        AssertSame(graph.Simplified(), graph);
        Assert.AreEqual("Conv2D Add Conv2D", graph.Simplified().Operators());
    }

    [TestMethod]
    public void AModelThatIsConstantStillRuns()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 4, deadFilters: [0, 1, 2, 3], bias: 321);
        Graph graph = net.Build(net.Convolution(y, 2));

        AssertSame(graph);
    }

    [TestMethod]
    public void RandomGraphsWithDeadChannelsGiveTheSameBytes() =>
        Gen.Int[0, int.MaxValue].Sample(seed => AssertSame(RandomGraph(new Random(seed), ElementType.Int8)), iter: 300);

    [TestMethod]
    public void RandomGraphsOfInt16GiveTheSameBytes() =>
        Gen.Int[0, int.MaxValue].Sample(seed => AssertSame(RandomGraph(new Random(seed), ElementType.Int16)), iter: 100);

    [TestMethod]
    public void RandomGraphsOfRealNumbersComputeTheSame() =>
        Gen.Int[0, int.MaxValue].Sample(
            seed =>
            {
                Graph graph = RandomGraph(new Random(seed), ElementType.Float32);
                ReducedGraph reduced = DeadChannels.Remove(graph, CancellationToken.None);
                Assert.IsTrue(ReductionCheck.Passes(graph, reduced.Graph, CancellationToken.None));
            },
            iter: 200);

    [TestMethod]
    public void TheCheckFindsAChangedWeight()
    {
        Network net = new();
        Graph graph = net.Build(net.Convolution(net.Convolution(net.Input, 4), 3));
        Tensor weights = graph.Nodes[1].Inputs[1];
        sbyte[] values = weights.Values<sbyte>().ToArray();
        values[5] = (sbyte)-values[5];
        Tensor changed = Tensor.Constant<sbyte>("changed", ElementType.Int8, weights.Shape, values, weights.Quantization);

        Assert.ThrowsExactly<InvalidOperationException>(
            () => ReductionCheck.Passes(graph, graph.Substitute(new Dictionary<Tensor, Tensor> { [weights] = changed }), CancellationToken.None));
    }

    [TestMethod]
    public void WhatWentIsReportedForEachNode()
    {
        Network net = new();
        Tensor y = net.Convolution(net.Input, 6, deadFilters: [1, 4], bias: 300);
        Graph graph = net.Build(net.Convolution(y, 3));

        ReducedGraph reduced = DeadChannels.Remove(graph, CancellationToken.None);

        CollectionAssert.AreEqual(new RemovedChannels[] { new("Conv2D0", 0, 3, 2, 6), new("Conv2D1", 2, 6, 0, 3) }, reduced.Removed);
        CollectionAssert.AreEqual(new[] { 0, 2, 3, 5 }, reduced.Parts[reduced.Graph.Nodes[0].Output].Channels);
    }

    /// <summary>Layers with dead filters and dead inputs, and what lies between them, at random.</summary>
    private static Graph RandomGraph(Random random, ElementType type)
    {
        Network net = new(random, type);
        Tensor x = net.Input;
        var images = new List<Tensor>();
        int steps = random.Next(3, 9);
        for (int step = 0; step < steps; step++)
        {
            bool isLarge = x.Shape[1] > 3 && x.Shape[2] > 3;
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    int kernel = isLarge ? random.Next(1, 4) : 1, outputs = random.Next(2, 7);
                    x = net.Convolution(x, outputs, Some(outputs), Some(x.Shape[3]), bias: random.Next(-3, 4) * 400, kernel, Window());
                    break;
                case 3:
                    x = net.Depthwise(x, random.Next(1, 3), isLarge ? Window() : s_same);
                    break;
                case 4:
                    x = net.Add(new Clamp(ActivationRange.Relu), x);
                    break;
                case 5 when isLarge:
                    x = random.Next(2) == 0
                        ? net.Add(new MaxPool2D(2, 2, Window(), ActivationRange.None), x)
                        : net.Add(new AveragePool2D(2, 2, Window(), CountPadding: false, ActivationRange.None), x);
                    break;
                case 6 when images.Find(image => image.Shape == x.Shape && image != x) is { } other:
                    x = net.Add(random.Next(3) switch { 0 => new Add(ActivationRange.None), 1 => new Mul(ActivationRange.None), _ => new Maximum(ActivationRange.None) }, x, other);
                    break;
                case 7 when images.Find(image => image.Shape.With(3, 1) == x.Shape.With(3, 1)) is { } beside:
                    x = net.Add(new Concat(3), x, beside);
                    break;
                case 8:
                    x = net.Add(new Pad([0, random.Next(2), 0, random.Next(2)], [0, 0, random.Next(2), random.Next(2)], random.Next(2)), x);
                    break;
                case 9:
                    x = net.Add(new Mul(ActivationRange.None), x, net.Factors(x.Shape[3], Some(x.Shape[3])));
                    break;
                case 10 when x.Shape[3] > 2:
                    x = net.Add(Slice.Along(3, random.Next(2), x.Shape[3] - 1, x.Shape) with { Sizes = [.. x.Shape.With(3, x.Shape[3] - 1)] }, x);
                    break;
                case 11 when type != ElementType.Int16:
                    x = net.Layer(
                        new TransposeConv2D(new Window(2, 2, 1, 1, 0, 0, 0, 0), (2 * x.Shape[1]) + 1, (2 * x.Shape[2]) + 1, ActivationRange.None), x, net.Weights([3, 3, 3, x.Shape[3]], Dead(Some(3), Some(x.Shape[3]))), 3);
                    break;
            }

            images.Add(x);
        }

        Tensor flat = random.Next(3) switch
        {
            0 => net.Add(new Reshape(new Shape(1, (int)x.Shape.ElementCount)), random.Next(2) == 0 ? x : net.Add(new Transpose([0, 3, 1, 2]), x)),
            1 => net.Add(new Mean([1, 2], KeepDimensions: random.Next(2) == 0), x),
            _ => x,
        };
        int[] columns = Some(flat.Shape[3 % flat.Shape.Rank]);
        return net.Build(net.FullyConnected(flat, 3, column => columns.Contains(column % 4)));

        int[] Some(int channels) => [.. Enumerable.Range(0, channels).Where(_ => random.Next(3) == 0)];
        Window Window() => new(random.Next(1, 3), random.Next(1, 3), 1, 1, random.Next(2), random.Next(2), random.Next(2), random.Next(2));
    }

    private static Func<int[], bool> Dead(int[] filters, int[] inputs) => index => !filters.Contains(index[0]) && !inputs.Contains(index[3]);

    private static Graph AssertSame(Graph graph)
    {
        Graph reduced = DeadChannels.Remove(graph, CancellationToken.None).Graph;
        AssertSame(reduced, graph);
        return reduced;
    }

    private static void AssertSame(Graph reduced, Graph graph)
    {
        CollectionAssert.AreEqual(graph.Inputs, reduced.Inputs);
        CollectionAssert.AreEqual(graph.Outputs, reduced.Outputs);
        foreach (Node node in reduced.Nodes) Assert.AreEqual(node.Operator.InferShape(node.Inputs), node.Output.Shape, node.ToString());
        Assert.IsTrue(ReductionCheck.Passes(graph, reduced, CancellationToken.None));
    }

    /// <summary>Builds graphs of one type of activations, with layers whose filters and inputs can be dead.</summary>
    private sealed class Network
    {
        private readonly GraphBuilder _builder = new();
        private readonly Random _random;
        private readonly ElementType _type;
        private readonly QuantizationParameters? _quantization;

        public Network(Random? random = null, ElementType type = ElementType.Int8)
        {
            _random = random ?? new Random(1);
            _type = type;
            _quantization = type switch { ElementType.Int8 => s_activations, ElementType.Int16 => new(0.001f, 0), _ => null };
            Input = _builder.Input(type, _quantization, 1, 7, 6, 3);
        }

        public Tensor Input { get; }

        public Graph Build(params Tensor[] outputs) => _builder.Build([.. outputs.Distinct()]).WithoutUnused();

        public Tensor Add(Operator @operator, params Tensor[] inputs) => _builder.Add(@operator, inputs);

        public Tensor Pooled(Tensor x, int height, int width) => Add(new MaxPool2D(height, width, Window.Unit, ActivationRange.None), x);

        public Tensor Convolution(
            Tensor x, int outputs, int[]? deadFilters = null, int[]? deadInputs = null, int bias = 0, int kernel = 1, Window? window = null, (int, int)[]? readsOnly = null)
        {
            Func<int[], bool> isAlive = Dead(deadFilters ?? [], deadInputs ?? []);
            Tensor weights = Weights([outputs, kernel, kernel, x.Shape[3]], index => isAlive(index) && readsOnly?.Contains((index[0], index[3])) != false);
            return Layer(new Conv2D(window ?? Window.Unit, ActivationRange.None), x, weights, outputs, bias);
        }

        public Tensor Depthwise(Tensor x, int multiplier, Window window) =>
            Layer(new DepthwiseConv2D(window, ActivationRange.None), x, Weights([1, 3, 3, x.Shape[3] * multiplier], _ => true), x.Shape[3] * multiplier, channelAxis: 3);

        public Tensor FullyConnected(Tensor x, int outputs, Func<int, bool>? deadColumns = null) =>
            Layer(new FullyConnected(ActivationRange.None), x, Weights([outputs, (int)x.Shape.ElementCount], index => deadColumns?.Invoke(index[1]) != true), outputs);

        public Tensor Factors(int channels, int[] zeros)
        {
            Tensor weights = Weights([channels], index => !zeros.Contains(index[0]));
            if (_type == ElementType.Float32) return weights;
            return _type == ElementType.Int8
                ? Tensor.Constant<sbyte>("factors", _type, weights.Shape, [.. weights.Values<sbyte>().ToArray().Select(value => (sbyte)(value == 0 ? ZeroPoint : value))], _quantization)
                : Tensor.Constant<short>("factors", _type, weights.Shape, [.. weights.Values<sbyte>().ToArray().Select(value => (short)value)], _quantization);
        }

        public Tensor Layer(Operator @operator, Tensor x, Tensor weights, int outputs, int bias = 0, int channelAxis = 0)
        {
            if (_type == ElementType.Float32) return Add(@operator, x, weights, Tensor.Constant("bias", new Shape(outputs), [.. Enumerable.Repeat(bias / 1000f, outputs)]));

            // One scale, or one for each output channel.
            float[] scales = [.. Enumerable.Range(0, outputs).Select(_ => 0.001f + (0.01f * _random.NextSingle()))];
            var quantization = new QuantizationParameters([.. scales], [.. new int[outputs]], channelAxis);
            weights = new Tensor(weights.Name, weights.Type, weights.Shape, quantization, weights.Data.ToArray());
            var products = new QuantizationParameters([.. scales.Select(scale => scale * x.Quantization!.Scale)], [.. new int[outputs]]);
            if (_type == ElementType.Int8)
            {
                return _random.Next(3) == 0 && bias == 0
                    ? Add(@operator, x, weights)
                    : Add(@operator, x, weights, Tensor.Constant<int>("bias", ElementType.Int32, new Shape(outputs), [.. Enumerable.Repeat(bias, outputs)], products));
            }

            return _random.Next(3) switch
            {
                0 when bias == 0 => Add(@operator, x, weights),
                1 => Add(@operator, x, weights, Tensor.Constant<int>("bias", ElementType.Int32, new Shape(outputs), [.. Enumerable.Repeat(bias, outputs)], products)),
                _ => Add(@operator, x, weights, Tensor.Constant<long>("bias", ElementType.Int64, new Shape(outputs), [.. Enumerable.Repeat((long)bias, outputs)], products)),
            };
        }

        /// <summary>Weights that are not 0 exactly where they are said to live.</summary>
        public Tensor Weights(int[] shape, Func<int[], bool> isAlive, int? value = null)
        {
            var dimensions = new Shape(shape);
            var values = new sbyte[dimensions.ElementCount];
            for (int i = 0; i < values.Length; i++)
            {
                int[] index = [.. Enumerable.Range(0, shape.Length).Select(axis => new AxisIndex(dimensions, axis)[i])];
                if (isAlive(index)) values[i] = (sbyte)(value ?? (_random.Next(2) == 0 ? _random.Next(1, 128) : -_random.Next(1, 128)));
            }

            return _type == ElementType.Float32
                ? Tensor.Constant("weights", dimensions, [.. values.Select(weight => weight / 256f)])
                : Tensor.Constant<sbyte>("weights", ElementType.Int8, dimensions, values, new QuantizationParameters(0.01f, 0));
        }
    }
}
