using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TreeAggregate = TinyMl.Operators.Classical.TreeAggregate;

namespace TinyMl.Tasks.Tests.Graphs;

[TestClass]
public sealed class StoringGraphs
{
    private static readonly ActivationRange Odd = new(-0.1f, float.PositiveInfinity);
    private static readonly Window Uneven = new(1, 2, 3, 4, 5, 6, 7, 8);

    private static readonly Operator[] Operators =
    [
        new Add(Odd), new ArgMinMax(1, KeepDimensions: true, IsGreatest: false, IsLast: true, ElementType.Int64), new AveragePool2D(1, 2, Uneven, CountPadding: true, Odd), new BatchToSpace(1, 2, 3, 4, 5, 6), new Clamp(Odd), new Concat(3), new Conv2D(Uneven, Odd),
        new Dequantize(), new DepthwiseConv2D(Uneven, Odd), new Expand(new Shape(2, 1)), new FullyConnected(Odd),
        new Gather(2, 1), new GatherElements(1), new GatherND(2), new HardSwish(), new Interpolate([new AxisWeights(1, [0, 2], [0.1f, 0.9f])]), new L2Normalization(0.1f), new LayerNormalization(0.1f),
        new LeakyRelu(0.1f), new Logistic(), new LogSoftmax(),
        new Gru(IsTimeMajor: false, IsBackward: true, HasInitial: true, ResetsAfter: true, Clip: 3), new Rnn(IsTimeMajor: true, IsBackward: false, HasInitial: false, Clip: float.PositiveInfinity),
        new Lstm(IsTimeMajor: true, IsBackward: true, HasInitial: true, HasPeepholes: false, GateClip: float.PositiveInfinity, CellClip: 2),
        new MatMul(IsRightTransposed: true, Odd), new MaxPool2D(3, 4, Uneven, Odd), new Mean([1, 2], KeepDimensions: true), new Mul(Odd), new Pad([0, 1], [2, 3], float.NegativeInfinity),
        new Quantize(), new ReduceMax([1], KeepDimensions: false), new ReduceMin([0], KeepDimensions: true), new ReduceProd([0, 1], KeepDimensions: true),
        new ReduceSum([], KeepDimensions: false), new Reshape(new Shape(1, 2, 3)), new Reshape(Shape.Scalar), new Select("Tile", [[], [1, 0, 2]]), new Slice([1], [-2], [3]), new Softmax(0.3f),
        new SpaceToBatch(1, 2, 3, 4, 5, 6), new Sub(ActivationRange.None), new Svdf(2, Odd), new Tanh(),
        new ReduceSum([], KeepDimensions: false), new Reinterpret(ElementType.UInt8), new Reshape(new Shape(1, 2, 3)), new Reshape(Shape.Scalar), new Select("Tile", [[], [1, 0, 2]]), new Slice([1], [-2], [3]), new Softmax(0.3f),
        new SpaceToBatch(1, 2, 3, 4, 5, 6), new Sub(ActivationRange.None), new Tanh(),
        new Transpose([0, 3, 1, 2]), new TransposeConv2D(Uneven, 9, 10, Odd),
        new Cast(ElementType.Bool), new Compare(Comparison.GreaterOrEqual), new Logical(LogicalOperation.Xor), new Where(),
        new Abs(), new Ceil(), new Celu(0.1f), new Cos(), new Cosh(), new Div(Odd), new Elu(0.1f), new Erf(), new Exp(), new Floor(), new Gelu(true),
        new HardSigmoid(0.1f, 0.3f), new Log(), new Maximum(Odd), new Minimum(Odd), new Mish(), new Mod(IsFloored: true, Odd), new Pow(Odd), new PRelu(Odd), new Reciprocal(), new Round(),
        new Rsqrt(), new Selu(0.1f, 0.3f), new Shrink(0.1f, 0.3f), new Sign(), new Sin(), new Sinh(), new Softplus(), new Softsign(), new Sqrt(),
        new SquaredDifference(Odd), new Swish(0.1f), new Tan(), new ThresholdedRelu(0.1f),
        new BinaryClass([0.5f], 0.1f), new BinaryScores([0.5f, 0.25f], 1, 2), new Imputer(float.NaN), new LabelMap(), new LinearModel(), new Normalizer(2), new PairProbabilities(3), new PairScores(),
        new PairVotes(), new Scaler(), new ScoreTransform(3), new SupportVectors(1, 0.1f, 0.2f, 3), new Threshold(0.1f, 1, -1), new TopClass(SkipsNone: true, 2),
        new TreeEnsemble(TreeAggregate.Maximum, 3, HasTreeTargets: true, HasMembers: false, HasBase: true),
    ];

    [TestMethod]
    public void TheListAboveHasEveryOperator()
    {
        // By file: asking the assembly for all its types would load MSBuild.
        IEnumerable<Type> known = Directory.EnumerateFiles(RepositoryFiles.Find("TinyMl.Tasks/Graphs/Operators"))
            .Select(file => typeof(Operator).Assembly.GetType($"{typeof(Add).Namespace}.{Path.GetFileNameWithoutExtension(file)}", throwOnError: true)!);

        CollectionAssert.AreEquivalent(known.Where(type => !type.IsAbstract).ToArray(), Operators.Select(@operator => @operator.GetType()).Distinct().ToArray());
    }

    [TestMethod]
    public void EveryOperatorComesBackWithItsAttributes()
    {
        StagedGraph staged = Stage(Operators);

        StagedGraph read = Read(Write(staged));

        foreach ((Node expected, Node actual) in staged.Graph.Nodes.Zip(read.Graph.Nodes)) Assert.AreEqual(Describe(expected.Operator), Describe(actual.Operator));
        Assert.HasCount(Operators.Length, read.Graph.Nodes);
    }

    [TestMethod]
    public void TensorsAndTheirIdentityComeBack()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(ElementType.Int8, new QuantizationParameters(0.1f, -3), 1, 2);
        Tensor weights = Tensor.Constant<sbyte>("weights", ElementType.Int8, new Shape(2, 2), [1, -2, 3, 4], new QuantizationParameters([0.5f, float.Epsilon], [0, 0], 1));
        Tensor y = builder.Add(new FullyConnected(Odd), x, weights);
        y = builder.Add(new FullyConnected(Odd), y, weights);
        Graph graph = builder.Build(y, x);

        Graph read = Read(Write(new StagedGraph(graph, [], []))).Graph;

        Assert.AreEqual(graph.Name, read.Name);
        Assert.AreSame(read.Inputs[0], read.Outputs[1]);
        Assert.AreSame(read.Nodes[0].Output, read.Nodes[1].Input);
        Assert.AreSame(read.Nodes[0].Inputs[1], read.Nodes[1].Inputs[1]);
        Assert.AreEqual("weights Int8 [2, 2]", read.Nodes[0].Inputs[1].ToString());
        Assert.AreEqual(weights.Quantization, read.Nodes[0].Inputs[1].Quantization);
        CollectionAssert.AreEqual(weights.Data.ToArray(), read.Nodes[0].Inputs[1].Data.ToArray());
        Assert.AreEqual(x.ToString(), read.Inputs[0].ToString());
        Assert.AreEqual(x.Quantization, read.Inputs[0].Quantization);
        Assert.IsFalse(read.Inputs[0].IsConstant);
    }

    [TestMethod]
    public void PassesExternalFilesAndRemovedChannelsComeBack()
    {
        StagedGraph staged = Stage(new Tanh()) with { Passes = [new AppliedPass("Fold", 3)], ExternalFiles = ["data/ü.bin"], Removed = [new RemovedChannels("n0", 1, 2, 3, 4)] };

        StagedGraph read = Read(Write(staged));

        CollectionAssert.AreEqual(staged.Passes, read.Passes);
        CollectionAssert.AreEqual(staged.ExternalFiles, read.ExternalFiles);
        CollectionAssert.AreEqual(staged.Removed, read.Removed);
    }

    [TestMethod]
    public void WhatWasReadGivesTheSameBytes()
    {
        byte[] file = Write(Stage(Operators));

        CollectionAssert.AreEqual(file, Write(Read(file)));
    }

    [TestMethod]
    public void AFileThatIsCutOffIsDamaged()
    {
        byte[] file = Write(Stage(new Tanh()));

        for (int length = 0; length < file.Length; length++) Assert.ThrowsExactly<DamagedGraphFileException>(() => Read(file[..length]));
    }

    [TestMethod]
    public void AnyFlippedBitIsDamage()
    {
        byte[] file = Write(Stage(new Tanh()));
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.ThrowsExactly<DamagedGraphFileException>(() => Read(damaged));
        }
    }

    private static StagedGraph Stage(params Operator[] operators)
    {
        var tensors = Enumerable.Range(0, operators.Length + 1).Select(i => new Tensor($"t{i}", ElementType.Float32, new Shape(1, 2))).ToList();
        var graph = new Graph("test", [tensors[0]], [tensors[^1]], operators.Select((@operator, i) => new Node($"n{i}", @operator, [tensors[i]], [tensors[i + 1]])));
        return new StagedGraph(graph, [], []);
    }

    // Records compare arrays by reference; their text names the arrays' type only.
    private static string Describe(Operator @operator) => @operator switch
    {
        Interpolate interpolate => string.Join(' ', interpolate.Axes.Select(axis => $"{axis} {string.Join(',', axis.Starts)} {string.Join(',', axis.Weights)}")),
        Reduction reduction => $"{reduction} {string.Join(',', reduction.Axes)}",
        Pad pad => $"{pad} {string.Join(',', pad.Before)} {string.Join(',', pad.After)}",
        Select select => $"{select} {string.Join(' ', select.Indices.Select(list => string.Join(',', list)))}",
        Slice slice => $"{slice} {string.Join(',', slice.Starts)} {string.Join(',', slice.Steps)} {string.Join(',', slice.Sizes)}",
        Transpose transpose => $"{transpose} {string.Join(',', transpose.Permutation)}",
        BinaryClass binary => $"{binary} {string.Join(',', binary.Bases)}",
        BinaryScores binary => $"{binary} {string.Join(',', binary.Bases)}",
        _ => @operator.ToString(),
    };

    private static byte[] Write(StagedGraph staged)
    {
        using var stream = new MemoryStream();
        GraphFile.Write(stream, staged);
        return stream.ToArray();
    }

    private static StagedGraph Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return GraphFile.Read(stream);
    }
}
