using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Operators.Classical;

namespace TinyMl.Kernels.Tests.Classical;

/// <summary>A small valid record of every kernel for classical models.</summary>
internal static class ClassicalExamples
{
    public static IEnumerable<OperatorRecord> All =>
    [
        Trees(),
        X(ScoreTransform.Kernel, 2, 3).Output(ElementType.Float32, 2, 3).Attributes(1),
        Label(X(TopClass.Kernel, 2, 3), 3).Attributes(0, 0),
        Label(X(BinaryClass.Kernel, 2, 2), 2).Attributes(1, Bits(0.5f), 0, Bits(0.5f)),
        X(BinaryScores.Kernel, 2, 2).Output(ElementType.Float32, 2, 2).Attributes(2, Bits(0.5f), Bits(0.25f), 0, 2),
        X(SupportVectors.Kernel, 2, 3).Constant([4, 3], Values(4, 3)).Output(ElementType.Float32, 2, 4).Attributes(2, Bits(0.5f), 0, 0),
        X(PairScores.Kernel, 2, 4).Constant([2, 4], Values(2, 4)).Constant([3], Values(3)).Constant<int>(ElementType.Int32, [3], [1, 2, 1]).Output(ElementType.Float32, 2, 3),
        Label(X(PairVotes.Kernel, 2, 3), 3),
        X(PairProbabilities.Kernel, 2, 3).Constant([3], [-1f, -2, -1]).Constant([3], Values(3)).Output(ElementType.Float32, 2, 3).Output(ElementType.Float32, 21),
        X(Scaler.Kernel, 2, 3).Constant([3], Values(3)).Constant([1], [2f]).Output(ElementType.Float32, 2, 3),
        X(Normalizer.Kernel, 2, 3).Output(ElementType.Float32, 2, 3).Attributes(2),
        X(Imputer.Kernel, 2, 3).Constant([3], Values(3)).Output(ElementType.Float32, 2, 3).Attributes(float.NaN),
        X(Threshold.Kernel, 2, 3).Output(ElementType.Float32, 2, 3).Attributes(2f, 1f, 0f),
        Integers(LabelMap.Kernel, 2).Constant<long>(ElementType.Int64, [2], [3, 5]).Constant([3], [0.5f, 1, -1]).Output(ElementType.Float32, 2),
    ];

    /// <summary>
    /// Two trees of features 0 and 1: 1 where x0 is at most 2, else 2 where x1 is below 3, else 3; and 4.
    /// </summary>
    public static OperatorRecord Trees() => X(TreeEnsemble.Kernel, 2, 3)
        .Constant<byte>(ElementType.UInt8, [2, 1], [2, 0])
        .Constant<byte>(ElementType.UInt8, [2, 1], [Key(true, TreeCondition.AtMost, 0), Key(true, TreeCondition.Below, 1)])
        .Constant<byte>(ElementType.UInt8, [2, 1], [0, 0])
        .Constant<sbyte>(ElementType.Int8, [2, 1], [2, 3])
        .Constant<byte>(ElementType.UInt8, [4, 1], [0, 1, 2, 3])
        .Constant([4, 1], [1f, 2, 3, 4])
        .Constant<byte>(ElementType.UInt8, [2, 1], [0, 1])
        .Constant([2], [0.5f, 0.25f])
        .Output(ElementType.Float32, 2, 2)
        .Attributes((int)TreeAggregate.Sum, BranchKey.OfEachNode, 0, 1 | 4);

    /// <summary>The key of a node where conditions differ and none holds for a missing feature.</summary>
    public static byte Key(bool isFirstWhereItHolds, TreeCondition condition, int feature) =>
        (byte)new BranchKey(BranchKey.OfEachNode, 0).Encode(isFirstWhereItHolds, holdsForMissing: false, condition, feature);

    private static OperatorRecord Label(OperatorRecord record, int classes) =>
        record.Constant<long>(ElementType.Int64, [classes], [.. Enumerable.Range(0, classes).Select(i => (long)i)]).Output(ElementType.Int64, 2);

    private static OperatorRecord Integers(Kernel kernel, int count) =>
        new OperatorRecord(kernel).Input<long>(ElementType.Int64, [count], [.. Enumerable.Range(4, count).Select(i => (long)i)]);

    private static OperatorRecord X(Kernel kernel, params int[] shape) => new OperatorRecord(kernel).Input(shape, Values(shape));

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static float[] Values(params int[] shape) => [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(i => (float)i)];
}
