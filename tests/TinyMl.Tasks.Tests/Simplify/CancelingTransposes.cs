using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

/// <summary>Transposes that an import puts around operators on height and width.</summary>
[TestClass]
public sealed class CancelingTransposes
{
    private static readonly ImmutableArray<int> ToLast = Permutation.ToChannelsLast, ToFirst = Permutation.ToChannelsFirst;

    [TestMethod]
    public void InversePairsVanish()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 3, 4, 5);
        Tensor y = builder.Add(new Tanh(), builder.Add(new Transpose(ToFirst), builder.Add(new Transpose(ToLast), x)));

        Assert.AreEqual("Tanh", builder.Build(y).SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void AdjacentTransposesBecomeOne()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(2, 3, 4, 5);
        Tensor y = builder.Add(new Transpose([1, 0, 2, 3]), builder.Add(new Transpose(ToLast), x));

        Graph simplified = builder.Build(y).SimplifiedEquivalently();

        Assert.AreEqual("Transpose", simplified.Operators());
        CollectionAssert.AreEqual(new[] { 2, 0, 3, 1 }, ((Transpose)simplified.Nodes[0].Operator).Permutation);
    }

    [TestMethod]
    public void ATransposeThatOnlyMovesDimensionsOfOneIsAReshape()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Transpose(ToLast), builder.Input(1, 1, 4, 5));

        Assert.AreEqual("Reshape", builder.Build(y).SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void BetweenLayersElementwiseOperatorsRunInTheLayersLayout()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 3, 6, 6);
        Tensor y = ChannelsFirst(builder, x, 1);
        y = builder.Add(new Mul(ActivationRange.None), y, GraphBuilder.Random(2, 4, 1, 1));
        y = builder.Add(new Sub(ActivationRange.None), GraphBuilder.Random(3, 4, 1, 1), y);
        y = builder.Add(new HardSwish(), y);
        y = builder.Add(new Pad([0, 0, 1, 0], [0, 0, 0, 2], 0.5f), y);
        y = ChannelsFirst(builder, y, 4);

        Graph simplified = builder.Build(y).SimplifiedEquivalently();

        Assert.AreEqual(2, Count(simplified));
        Assert.AreEqual("Transpose", simplified.Nodes[0].Operator.Name);
        Assert.AreEqual("Transpose", simplified.Nodes[^1].Operator.Name);
    }

    [TestMethod]
    public void ResidualConnectionsRunInTheLayersLayout()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 6, 6);
        Tensor stem = builder.Add(new Clamp(ActivationRange.Relu), ChannelsFirst(builder, x, 1));
        Tensor branch = ChannelsFirst(builder, builder.Add(new Tanh(), ChannelsFirst(builder, stem, 2)), 3);
        Tensor sum = builder.Add(new Clamp(ActivationRange.Relu), builder.Add(new Add(ActivationRange.None), branch, stem));
        Tensor y = builder.Add(new Mean([2, 3], KeepDimensions: false), sum);

        Graph simplified = builder.Build(y).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void AnInputThatIsAddedToALayerIsTransposedOnce()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 6, 6);
        Tensor y = ChannelsFirst(builder, builder.Add(new Add(ActivationRange.None), x, ChannelsFirst(builder, x, 1)), 2);
        Graph simplified = builder.Build(builder.Add(new Mean([1, 2, 3], KeepDimensions: true), y)).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void WhatALaterLayerAsksForServesEarlierOperatorsToo()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 6, 6);
        Tensor gate = builder.Add(new Logistic(), ChannelsFirst(builder, builder.Add(new Mean([2, 3], KeepDimensions: true), x), 1));
        Tensor gated = builder.Add(new Mul(ActivationRange.None), x, gate);
        Tensor sum = builder.Add(new Add(ActivationRange.None), gated, ChannelsFirst(builder, x, 2));
        Graph simplified = builder.Build(builder.Add(new Mean([2, 3], KeepDimensions: true), sum)).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void ConcatenationRunsInTheLayersLayout()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 4, 6, 6);
        Tensor joined = builder.Add(new Concat(1), ChannelsFirst(builder, x, 1), ChannelsFirst(builder, x, 2), GraphBuilder.Random(3, 1, 2, 6, 6));
        Graph simplified = builder.Build(ChannelsFirst(builder, joined, 4, 10)).SimplifiedEquivalently();

        Assert.AreEqual(2, Count(simplified));
        Assert.AreEqual(3, ((Concat)simplified.Nodes.Single(node => node.Operator is Concat).Operator).Axis);
    }

    [TestMethod]
    public void TheWeightsOfAFullyConnectedLayerTakeTheTransposeIn()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Clamp(ActivationRange.Relu), ChannelsFirst(builder, builder.Input(1, 1, 4, 5), 1));
        y = builder.Add(new LeakyRelu(0.1f), builder.Add(new Reshape(new Shape(1, 80)), y));
        y = builder.Add(new Mul(ActivationRange.None), y, GraphBuilder.Random(2, 80));
        y = builder.Add(new FullyConnected(ActivationRange.None), y, GraphBuilder.Random(3, 7, 80), GraphBuilder.Random(4, 7));

        Graph simplified = builder.Build(y).SimplifiedEquivalently();

        Assert.AreEqual(0, Count(simplified));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TheRightSideOfAProductOfMatricesMayBeTransposed(bool isTransposed)
    {
        var builder = new GraphBuilder();
        Tensor left = builder.Input(2, 3, 4), right = builder.Input(isTransposed ? [2, 4, 5] : new[] { 2, 5, 4 });
        Tensor product = builder.Add(new MatMul(isTransposed, ActivationRange.None), left, builder.Add(new Transpose([0, 2, 1]), right));

        Graph simplified = builder.Build(product).SimplifiedEquivalently();

        Assert.AreEqual("MatMul", simplified.Operators());
        Assert.AreNotEqual(isTransposed, ((MatMul)simplified.Nodes[0].Operator).IsRightTransposed);
    }

    [TestMethod]
    public void RowsOfAFullyConnectedLayerStayInTheirOrder()
    {
        var builder = new GraphBuilder();
        Tensor batch = builder.Add(new Transpose(ToFirst), builder.Add(new Tanh(), builder.Input(2, 4, 4, 4)));
        Tensor rows = builder.Add(new FullyConnected(ActivationRange.None), batch, GraphBuilder.Random(1, 7, 64));
        Tensor mixed = builder.Add(new FullyConnected(ActivationRange.None), batch, GraphBuilder.Random(2, 7, 16));

        Graph simplified = builder.Build(rows, mixed).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void SoftmaxOverChannelsNeedsNoTranspose()
    {
        var builder = new GraphBuilder();
        ImmutableArray<int> swap = [0, 3, 2, 1];
        Tensor y = ChannelsFirst(builder, builder.Add(new Transpose(ToFirst), builder.Input(1, 4, 5, 3)), 1);
        y = builder.Add(new Transpose(swap), builder.Add(new Softmax(1), builder.Add(new Transpose(swap), y)));
        y = builder.Add(new Transpose(ToLast), y);

        Graph simplified = builder.Build(y).SimplifiedEquivalently();

        Assert.AreEqual(0, Count(simplified));
    }

    [TestMethod]
    public void WhatBothForksNeedIsTransposedOnce()
    {
        var builder = new GraphBuilder();
        Tensor y = ChannelsFirst(builder, builder.Input(1, 1, 4, 5), 1);
        Tensor left = builder.Add(new Softmax(1), y);
        Tensor right = builder.Add(new Softmax(1), builder.Add(new Tanh(), y));

        Graph simplified = builder.Build(left, right).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void PaddingAndScalesOfTheInputMeetTheLayer()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 3, 6, 6);
        Tensor scaled = builder.Add(new Mul(ActivationRange.None), x, GraphBuilder.Random(1, 3, 1, 1));
        Tensor padded = builder.Add(new Pad([0, 0, 1, 1], [0, 0, 1, 1], 0), scaled);
        Tensor y = builder.Add(new Mean([1, 2, 3], KeepDimensions: true), ChannelsFirst(builder, padded, 2));

        Assert.AreEqual("Transpose Conv2D Mean", builder.Build(y).SimplifiedEquivalently().Operators());
    }

    [TestMethod]
    public void OneTensorMayBeSeveralOutputs()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 3, 4, 5);
        Tensor there = builder.Add(new Transpose(ToLast), x);
        Tensor again = builder.Add(new Transpose(ToLast), x);
        Tensor back = builder.Add(new Transpose(ToFirst), there);

        Graph simplified = builder.Build(there, again, back).SimplifiedEquivalently();

        Assert.AreEqual(1, Count(simplified));
    }

    [TestMethod]
    public void IntegerTensorsKeepTheirQuantization()
    {
        var builder = new GraphBuilder();
        var quantization = new QuantizationParameters(0.5f, 3);
        Tensor x = builder.Input(ElementType.Int8, quantization, 1, 3, 4, 5);
        Tensor y = builder.Add(new Mean([1, 2], KeepDimensions: true), builder.Add(new Transpose(ToLast), x));

        (Graph simplified, int rewrites) = new CancelTransposes().Run(builder.Build(y));

        Assert.AreEqual(1, rewrites);
        Assert.IsTrue(simplified.Nodes.All(node => node.Output.Type == ElementType.Int8 && node.Output.Quantization == quantization));
        CollectionAssert.AreEqual(new[] { 2, 3 }, ((Mean)simplified.Nodes[0].Operator).Axes);
    }

    [TestMethod]
    public void ATransposeThatAlsoRequantizesStays()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.5f, 3), 1, 3, 4, 5);
        Tensor there = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.25f, 3), new Transpose(ToLast), x);
        Graph graph = builder.Build(builder.Add(new Transpose(ToFirst), there));

        Assert.AreEqual(2, Count(new CancelTransposes().Run(graph).Graph));
    }

    [TestMethod]
    public void RandomGraphsComputeTheSameAndNeverMoveMore()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Graph graph = RandomGraph(seed);
            TransposeCost before = TransposeCost.Of(graph);

            Graph simplified = graph.SimplifiedEquivalently();

            Assert.IsTrue(TransposeCost.Of(simplified) <= before, $"seed {seed}");
        }
    }

    [TestMethod]
    public void ThePassesReachAnEnd()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            Graph graph = RandomGraph(seed).Simplified();

            Assert.AreEqual(0, new CancelTransposes().Run(graph).Rewrites, $"seed {seed}");
            Assert.AreEqual(0, new HoistTransposes().Run(graph).Rewrites, $"seed {seed}");
        }
    }

    /// <summary>A convolution as an import from channels-first gives it, with a kernel of 3 and padding of 1.</summary>
    private static Tensor ChannelsFirst(GraphBuilder builder, Tensor x, int seed, int channels = 4)
    {
        Tensor weights = GraphBuilder.Random(seed, channels, 3, 3, x.Shape[1]);
        Tensor last = builder.Add(new Transpose(ToLast), x);
        Tensor y = builder.Add(new Conv2D(new Window(1, 1, 1, 1, 1, 1, 1, 1), ActivationRange.None), last, weights);
        return builder.Add(new Transpose(ToFirst), y);
    }

    private static Graph RandomGraph(int seed)
    {
        var random = new Random(seed);
        var builder = new GraphBuilder();
        var values = new List<Tensor> { builder.Input(1, 2, 3, 4), builder.Input(2, 3, 4) };
        for (int i = 0; i < 14; i++)
        {
            Tensor x = values[random.Next(Math.Max(0, values.Count - 4), values.Count)];
            if (Next(builder, random, x, values) is { } y) values.Add(y);
        }

        return builder.Build([.. values.TakeLast(1 + random.Next(2))]);
    }

    private static Tensor? Next(GraphBuilder builder, Random random, Tensor x, List<Tensor> values)
    {
        int rank = x.Shape.Rank;
        int count = (int)x.Shape.ElementCount;
        int[] order = [.. Enumerable.Range(0, rank)];
        random.Shuffle(order);
        int axis = rank == 0 ? 0 : random.Next(rank);
        switch (random.Next(17))
        {
            case 0 or 1 or 2 when rank > 1:
                return builder.Add(new Transpose([.. order]), x);
            case 3:
                return builder.Add(random.Next(2) == 0 ? new Tanh() : new Clamp(new ActivationRange(-0.5f, 1)), x);
            case 4 when rank > 0:
                int[] shape = [.. x.Shape.Skip(axis).Select(dimension => random.Next(2) == 0 ? 1 : dimension)];
                Tensor constant = GraphBuilder.Random(random.Next(), shape);
                return random.Next(2) == 0 ? builder.Add(new Mul(ActivationRange.None), x, constant) : builder.Add(new Sub(ActivationRange.Relu), constant, x);
            case 5 or 6 when values.LastOrDefault(other => other != x && other.Shape == x.Shape) is { } other:
                return builder.Add(new Add(ActivationRange.None), x, other);
            case 7 when rank > 0 && count < 200 && values.FirstOrDefault(other => other.Shape == x.Shape) is { } other:
                return builder.Add(new Concat(axis), other, x);
            case 8 when rank > 0 && count < 200:
                return builder.Add(new Pad([.. order.Select(i => i % 2)], [.. order.Select(i => i / 2 % 2)], 0.25f), x);
            case 9 when rank > 1:
                return builder.Add(new Mean([axis], random.Next(2) == 0), x);
            case 10 when rank > 0:
                return builder.Add(new Softmax(1), x);
            case 11 when rank > 1:
                int[] flat = rank > 2 ? [x.Shape[0] * x.Shape[1], .. x.Shape.Skip(2)] : [1, x.Shape[0], x.Shape[1], 1];
                return builder.Add(new Reshape(new Shape(flat)), x);
            case 12 when rank > 0:
                int columns = random.Next(2) == 0 ? count : x.Shape[-1];
                return builder.Add(new FullyConnected(ActivationRange.None), x, GraphBuilder.Random(random.Next(), 3, columns));
            case 13 when rank == 3:
                // A convolution of one dimension, [N, C, W] or [N, W, C].
                bool isFirst = random.Next(2) == 0;
                Tensor row = isFirst ? builder.Add(new Transpose([0, 2, 1]), x) : x;
                Tensor image = builder.Add(new Reshape(new Shape(row.Shape[0], 1, row.Shape[1], row.Shape[2])), row);
                Tensor convolved = builder.Add(new Conv2D(new Window(1, 1, 1, 1, 0, 1, 0, 1), ActivationRange.None), image, GraphBuilder.Random(random.Next(), 3, 1, 3, row.Shape[2]));
                Tensor result = builder.Add(new Reshape(new Shape(convolved.Shape[0], convolved.Shape[2], 3)), convolved);
                return isFirst ? builder.Add(new Transpose([0, 2, 1]), result) : result;
            case 14 when rank == 4:
                return builder.Add(new Conv2D(Window.Unit, ActivationRange.None), x, GraphBuilder.Random(random.Next(), 3, 1, 1, x.Shape[3]));
            case 15 when rank > 0:
                return builder.Add(new Reshape(new Shape([.. x.Shape.Where(dimension => dimension != 1).Take(3).Prepend(1).Prepend(count / x.Shape.Where(dimension => dimension != 1).Take(3).Aggregate(1, (product, dimension) => product * dimension))])), x);
            case 16 when rank > 1 && values.LastOrDefault(other => other.Shape.Rank == rank && other.Shape[-2] == x.Shape[-1] && other.Shape.SkipLast(2).SequenceEqual(x.Shape.SkipLast(2))) is { } other:
                return builder.Add(new MatMul(IsRightTransposed: false, ActivationRange.None), x, other);
            default:
                return null;
        }
    }

    private static int Count(Graph graph) => graph.Nodes.Count(node => node.Operator is Transpose);
}
