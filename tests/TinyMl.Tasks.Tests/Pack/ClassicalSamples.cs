using System.Linq;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;
using BinaryClass = TinyMl.Tasks.Graphs.Operators.BinaryClass;
using BinaryScores = TinyMl.Tasks.Graphs.Operators.BinaryScores;
using Imputer = TinyMl.Tasks.Graphs.Operators.Imputer;
using LabelMap = TinyMl.Tasks.Graphs.Operators.LabelMap;
using Normalizer = TinyMl.Tasks.Graphs.Operators.Normalizer;
using Operator = TinyMl.Tasks.Graphs.Operator;
using PairProbabilities = TinyMl.Tasks.Graphs.Operators.PairProbabilities;
using PairScores = TinyMl.Tasks.Graphs.Operators.PairScores;
using PairVotes = TinyMl.Tasks.Graphs.Operators.PairVotes;
using Scaler = TinyMl.Tasks.Graphs.Operators.Scaler;
using ScoreTransform = TinyMl.Tasks.Graphs.Operators.ScoreTransform;
using SupportVectors = TinyMl.Tasks.Graphs.Operators.SupportVectors;
using Threshold = TinyMl.Tasks.Graphs.Operators.Threshold;
using TopClass = TinyMl.Tasks.Graphs.Operators.TopClass;
using TreeEnsemble = TinyMl.Tasks.Graphs.Operators.TreeEnsemble;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>A graph that uses every kernel for classical models.</summary>
internal static class ClassicalSamples
{
    public static Graph All()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(2, 3);
        Tensor y = Add(builder, new Imputer(float.NaN), x, GraphBuilder.Random(1, 3));
        y = Add(builder, new Scaler(), y, GraphBuilder.Random(2, 3), GraphBuilder.Random(3, 1));
        y = Add(builder, new Normalizer(2), y);
        Tensor trees = Add(
            builder,
            new TreeEnsemble(TreeAggregate.Sum, 2, HasTreeTargets: true, HasMembers: true, HasBase: true),
            y,
            Integers([2], 2, 0),
            Integers([2, 4], 0, (int)TreeCondition.AtMost, 1, 0, 1, (int)TreeCondition.Member, 2, 0),
            Tensor.Constant("thresholds", new Shape(2), [0.5f, 0]),
            Tensor.Constant("leaves", new Shape(4, 1), [1, 2, 3, 4]),
            Integers([2], 0, 1),
            Tensor.Constant("members", new Shape(3), [1, 2, float.NaN]),
            GraphBuilder.Random(4, 2));
        Tensor two = Add(builder, new BinaryScores([0.5f, 0.25f], 0, 2), trees);
        Tensor transformed = Add(builder, new ScoreTransform(1), two);
        Tensor label = Add(builder, new BinaryClass([0.5f], 0.5f), trees, Labels(2));
        Tensor top = Add(builder, new TopClass(SkipsNone: true, 0), transformed, Labels(2));
        Tensor kernels = Add(builder, new SupportVectors(2, 0.5f, 0, 0), y, GraphBuilder.Random(5, 4, 3));
        Tensor pairs = Add(builder, new PairScores(), kernels, GraphBuilder.Random(6, 2, 4), GraphBuilder.Random(7, 3), Integers([3], 1, 2, 1));
        Tensor votes = Add(builder, new PairVotes(), pairs, Labels(3));
        Tensor probabilities = Add(builder, new PairProbabilities(3), pairs, GraphBuilder.Random(8, 3), GraphBuilder.Random(9, 3));
        Tensor sign = Add(builder, new Threshold(0, 1, -1), probabilities);
        Tensor named = Add(builder, new LabelMap(), label, Labels(2), Tensor.Constant("values", new Shape(3), [0.5f, 1.5f, -1]));
        Tensor linear = Add(builder, new LinearModel(), y, GraphBuilder.Random(10, 2, 3), GraphBuilder.Random(11, 2));
        return builder.Build(transformed, top, votes, sign, named, linear);
    }

    private static Tensor Add(GraphBuilder builder, Operator @operator, params Tensor[] inputs) => builder.AddAs(@operator.InferType(inputs), null, @operator, inputs);

    private static Tensor Labels(int count) =>
        Tensor.Constant<long>($"labels{count}", ElementType.Int64, new Shape(count), [.. Enumerable.Range(0, count).Select(i => (long)i)]);

    private static Tensor Integers(int[] shape, params int[] values) => Tensor.Constant<int>("integers", ElementType.Int32, new Shape(shape), values);
}
