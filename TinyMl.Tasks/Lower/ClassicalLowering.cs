using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of the kernels for classical models.</summary>
internal static class ClassicalLowering
{
    /// <summary>The record of a node of a classical operator.</summary>
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        TreeEnsemble trees => TreeLowering.Lower(node, trees),
        LinearModel => Inputs(node, OperatorCode.FullyConnectedFloat32, biases: 2),
        ScoreTransform transform => InPlace(node, OperatorCode.ScoreTransformClassical, transform.Transform),
        TopClass top => Inputs(node, OperatorCode.TopClassClassical, attributes: [top.SkipsNone ? 1 : 0, top.Promotion]),
        BinaryClass binary => Inputs(node, OperatorCode.BinaryClassClassical, attributes: [.. Rule(binary.Bases), Bits(binary.Threshold)]),
        BinaryScores binary => Inputs(node, OperatorCode.BinaryScoresClassical, attributes: [.. Rule(binary.Bases), binary.Single, binary.Transform]),
        SupportVectors vectors => Inputs(node, OperatorCode.SupportVectorsClassical, attributes: [vectors.Kind, Bits(vectors.Gamma), Bits(vectors.Constant), vectors.Degree]),
        PairScores => Inputs(node, OperatorCode.PairScoresClassical, biases: 2),
        PairVotes => Inputs(node, OperatorCode.PairVotesClassical),
        PairProbabilities pairs => Probabilities(node, pairs.Classes),
        Scaler => InPlace(node, OperatorCode.ScalerClassical),
        Normalizer normalizer => InPlace(node, OperatorCode.NormalizerClassical, normalizer.Norm),
        Imputer imputer => InPlace(node, OperatorCode.ImputerClassical, Bits(imputer.Replaced)),
        Threshold threshold => InPlace(node, OperatorCode.ThresholdClassical, Bits(threshold.Limit), Bits(threshold.Above), Bits(threshold.Elsewhere)),
        LabelMap => Inputs(node, OperatorCode.LabelMapClassical),
        _ => throw new InvalidOperationException($"No kernel runs {node}."),
    };

    /// <summary>The bits of a real attribute.</summary>
    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static LoweredOperator Inputs(Node node, OperatorCode code, int biases = int.MaxValue, params IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select((tensor, i) => new LoweredInput(tensor, i == biases ? ConstantRole.Biases : ConstantRole.Weights)), node.Outputs, attributes);

    private static LoweredOperator InPlace(Node node, OperatorCode code, params IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select((tensor, i) => new LoweredInput(tensor, InPlace: i == 0)), node.Outputs, attributes);

    // How many base values there are, and always two.
    private static IEnumerable<int> Rule(ImmutableArray<float> bases) =>
        [bases.Length, bases.Length > 0 ? Bits(bases[0]) : 0, bases.Length > 1 ? Bits(bases[1]) : 0];

    private static LoweredOperator Probabilities(Node node, int classes)
    {
        var scratch = new Tensor($"{node.Name}.scratch", ElementType.Float32, new Shape(((2 * classes) + 1) * classes));
        return new LoweredOperator(node, OperatorCode.PairProbabilitiesClassical, node.Inputs.Select(tensor => new LoweredInput(tensor)), [.. node.Outputs, scratch]);
    }
}
