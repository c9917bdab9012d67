using System;
using System.Collections.Generic;

namespace TinyMl.Operators;

/// <summary>The kernels with which a model may be loaded.</summary>
public sealed class KernelSet
{
    private readonly Kernel[] _kernels;

    /// <summary>A set of the given kernels.</summary>
    /// <param name="kernels">The kernels, in any order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="kernels"/> is null.</exception>
    public KernelSet(params Kernel[] kernels)
    {
        _kernels = kernels ?? throw new ArgumentNullException(nameof(kernels));
    }

    /// <summary>Every kernel of this version.</summary>
    public static KernelSet All { get; } = new([.. Float32Kernels, .. Int8Kernels, .. Int16Kernels, .. DataKernels, .. ClassicalKernels]);

    private static Kernel[] Float32Kernels =>
    [
        Float32.Add.Kernel,
        Float32.AlgebraicFunction.Kernel,
        Float32.ArgMinMax.Kernel,
        Float32.AveragePool2D.Kernel,
        Float32.Clamp.Kernel,
        Float32.Conv2D.Kernel,
        Float32.DepthwiseConv2D.Kernel,
        Float32.Div.Kernel,
        Float32.ErrorFunction.Kernel,
        Float32.ExponentialFunction.Kernel,
        Float32.FloorMod.Kernel,
        Float32.FullyConnected.Kernel,
        Float32.Gru.Kernel,
        Float32.HardSwish.Kernel,
        Float32.Interpolate.Kernel,
        Float32.L2Normalization.Kernel,
        Float32.LayerNormalization.Kernel,
        Float32.LeakyRelu.Kernel,
        Float32.LogSoftmax.Kernel,
        Float32.Logistic.Kernel,
        Float32.MatMul.Kernel,
        Float32.Lstm.Kernel,
        Float32.MaxPool2D.Kernel,
        Float32.Maximum.Kernel,
        Float32.Mean.Kernel,
        Float32.Minimum.Kernel,
        Float32.Mod.Kernel,
        Float32.Mul.Kernel,
        Float32.PRelu.Kernel,
        Float32.Pow.Kernel,
        Float32.ReduceMax.Kernel,
        Float32.ReduceMin.Kernel,
        Float32.ReduceProd.Kernel,
        Float32.ReduceSum.Kernel,
        Float32.Rnn.Kernel,
        Float32.RowAverage.Kernel,
        Float32.RowMean.Kernel,
        Float32.Softmax.Kernel,
        Float32.SquaredDifference.Kernel,
        Float32.Sub.Kernel,
        Float32.Svdf.Kernel,
        Float32.Tanh.Kernel,
        Float32.TransposeConv2D.Kernel,
        Float32.TrigonometricFunction.Kernel,
    ];

    private static Kernel[] Int8Kernels =>
    [
        Int8.Add.Kernel,
        Int8.ArgMinMax.Kernel,
        Int8.AsymmetricConv2D.Kernel,
        Int8.AveragePool2D.Kernel,
        Int8.Clamp.Kernel,
        Int8.Conv2D.Kernel,
        Int8.DepthwiseConv2D.Kernel,
        Int8.Dequantize.Kernel,
        Int8.Div.Kernel,
        Int8.FlipSignBit.Kernel,
        Int8.FullyConnected.Kernel,
        Int8.HardSwish.Kernel,
        Int8.Interpolate.Kernel,
        Int8.L2Normalization.Kernel,
        Int8.LeakyRelu.Kernel,
        Int8.LogSoftmax.Kernel,
        Int8.Logistic.Kernel,
        Int8.LookupTable.Kernel,
        Int8.MatMul.Kernel,
        Int8.Lstm.Kernel,
        Int8.MaxPool2D.Kernel,
        Int8.Maximum.Kernel,
        Int8.Mean.Kernel,
        Int8.Minimum.Kernel,
        Int8.Mul.Kernel,
        Int8.PRelu.Kernel,
        Int8.Quantize.Kernel,
        Int8.ReduceMax.Kernel,
        Int8.ReduceMin.Kernel,
        Int8.ReduceSum.Kernel,
        Int8.Requantize.Kernel,
        Int8.RowAverage.Kernel,
        Int8.RowMean.Kernel,
        Int8.Softmax.Kernel,
        Int8.SquaredDifference.Kernel,
        Int8.Sub.Kernel,
        Int8.Svdf.Kernel,
        Int8.Tanh.Kernel,
        Int8.TransposeConv2D.Kernel,
    ];

    private static Kernel[] Int16Kernels =>
    [
        Int16.Add.Kernel,
        Int16.AveragePool2D.Kernel,
        Int16.Clamp.Kernel,
        Int16.Conv2D.Kernel,
        Int16.DepthwiseConv2D.Kernel,
        Int16.Dequantize.Kernel,
        Int16.FullyConnected.Kernel,
        Int16.LeakyRelu.Kernel,
        Int16.Logistic.Kernel,
        Int16.MaxPool2D.Kernel,
        Int16.Maximum.Kernel,
        Int16.Mean.Kernel,
        Int16.Minimum.Kernel,
        Int16.Mul.Kernel,
        Int16.PRelu.Kernel,
        Int16.Quantize.Kernel,
        Int16.ReduceMax.Kernel,
        Int16.ReduceMin.Kernel,
        Int16.ReduceSum.Kernel,
        Int16.Requantize.Kernel,
        Int16.RowAverage.Kernel,
        Int16.RowMean.Kernel,
        Int16.Softmax.Kernel,
        Int16.SquaredDifference.Kernel,
        Int16.Sub.Kernel,
        Int16.Tanh.Kernel,
        Int16.TransposeConv2D.Kernel,
    ];

    private static Kernel[] DataKernels =>
    [
        Data.BatchToSpace.Kernel,
        Data.Cast.Kernel,
        Data.Compare.Kernel,
        Data.Concat.Kernel,
        Data.Copy.Kernel,
        Data.Gather.Kernel,
        Data.GatherElements.Kernel,
        Data.GatherND.Kernel,
        Data.IntegerArithmetic.Kernel,
        Data.Logical.Kernel,
        Data.Pad.Kernel,
        Data.Select.Kernel,
        Data.Slice.Kernel,
        Data.SpaceToBatch.Kernel,
        Data.Stream.Kernel,
        Data.Transpose.Kernel,
        Data.Where.Kernel,
    ];

    private static Kernel[] ClassicalKernels =>
    [
        Classical.BinaryClass.Kernel,
        Classical.BinaryScores.Kernel,
        Classical.Imputer.Kernel,
        Classical.LabelMap.Kernel,
        Classical.Normalizer.Kernel,
        Classical.PairProbabilities.Kernel,
        Classical.PairScores.Kernel,
        Classical.PairVotes.Kernel,
        Classical.Scaler.Kernel,
        Classical.ScoreTransform.Kernel,
        Classical.SupportVectors.Kernel,
        Classical.Threshold.Kernel,
        Classical.TopClass.Kernel,
        Classical.TreeEnsemble.Kernel,
    ];

    internal IReadOnlyList<Kernel> Kernels => _kernels;

    internal Kernel? Find(OperatorCode code)
    {
        foreach (Kernel kernel in _kernels)
        {
            if (kernel.Code == code) return kernel;
        }

        return null;
    }
}
