using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Int8 operators over random shapes and quantization parameters are within a step of their definitions.</summary>
[TestClass]
public sealed class Int8OperatorTests
{
    private static readonly QuantizationParameters Probability = new(1f / 256, -128);

    [TestMethod]
    public void Convolutions() => Check(1, random =>
    {
        Shape x = Image(random), weights = new(random.Next(1, 9), Filter(random), Filter(random), x[3]);
        return random.Input(x, Parameters(random)).Weights(weights, axis: 0).LargestError(new Conv2D(AnyWindow(random), AnyActivation(random)));
    });

    [TestMethod]
    public void GroupedConvolutions() => Check(1, random =>
    {
        int groups = random.Next(2, 4), inputs = random.Next(1, 20);
        Shape x = Image(random).With(3, groups * inputs), weights = new(groups * random.Next(1, 5), Filter(random), Filter(random), inputs);
        return random.Input(x, Parameters(random)).Weights(weights, axis: 0).LargestError(new Conv2D(AnyWindow(random), AnyActivation(random)));
    });

    [TestMethod]
    public void TransposedConvolutions() => Check(1, random =>
    {
        int groups = random.Next(1, 3), inputs = random.Next(1, 20);
        Window window = AnyWindow(random);
        int height = random.Next(6, 12), width = random.Next(6, 12), rows = Filter(random), columns = Filter(random);
        Shape x = new(random.Next(1, 2), window.OutputHeight(height, rows), window.OutputWidth(width, columns), groups * inputs);
        return random.Input(x, Parameters(random))
            .Weights(new Shape(groups * random.Next(1, 40), rows, columns, inputs), axis: 0)
            .LargestError(new TransposeConv2D(window, height, width, AnyActivation(random)));
    });

    [TestMethod]
    public void Interpolations() => Check(1, random =>
    {
        Shape x = Image(random);
        QuantizationParameters parameters = Parameters(random);
        return random.Input(x, parameters).LargestError(new Interpolate([Weights(1, x[1]), Weights(2, x[2])]), parameters);

        AxisWeights Weights(int axis, int input) => AxisWeights.Of(axis, input, Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
        {
            int start = random.Next(-1, input - 1), taps = random.Next(1, 6);
            double[] shares = [.. Enumerable.Range(0, taps).Select(_ => 1.0 + random.Next(0, 1000))];
            return shares.Select((share, i) => (start + i, share / shares.Sum())).ToArray();
        }).ToArray());
    });

    [TestMethod]
    public void MatrixProducts() => Check(1, random =>
    {
        bool isRightTransposed = random.Next(0, 1) == 1;
        int depth = random.Next(1, 40), columns = random.Next(1, 9);
        int[] batches = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => random.Next(1, 3))];
        Shape left = new([.. Thinned(random, batches), random.Next(1, 5), depth]);
        Shape right = new([.. Thinned(random, batches), .. isRightTransposed ? [columns, depth] : new[] { depth, columns }]);
        int constant = random.Next(0, 4);
        return random.Input(left, Parameters(random), constant == 0).Input(right, Parameters(random), constant == 1).ProductBias(columns)
            .LargestError(new MatMul(isRightTransposed, AnyActivation(random)), new QuantizationParameters(random.Scale(0.001, 5), random.Next(-128, 127)));
    });

    [TestMethod]
    public void DepthwiseConvolutions() => Check(1, random =>
    {
        Shape x = Image(random), weights = new(1, Filter(random), Filter(random), x[3] * random.Next(1, 8));
        return random.Input(x, Parameters(random)).Weights(weights, axis: 3).LargestError(new DepthwiseConv2D(AnyWindow(random), AnyActivation(random)));
    });

    [TestMethod]
    public void InnerProducts() => Check(1, random =>
    {
        Shape x = new(random.Next(1, 3), random.Next(1, 70));
        return random.Input(x, Parameters(random)).Weights(new Shape(random.Next(1, 20), x[1]), axis: 0).LargestError(new FullyConnected(AnyActivation(random)));
    });

    [TestMethod]
    public void AveragePools() => Check(1, random =>
    {
        QuantizationParameters parameters = Parameters(random);
        return random.Input(Image(random), parameters).LargestError(new AveragePool2D(2, 3, PoolWindow(random), random.Next(0, 1) == 1, AnyActivation(random)), parameters);
    });

    [TestMethod]
    public void MaxPools() => Check(1, random =>
    {
        QuantizationParameters parameters = Parameters(random);
        return random.Input(Image(random), parameters).LargestError(new MaxPool2D(2, 3, PoolWindow(random), AnyActivation(random)), parameters);
    });

    // A requantization more, to a scale that is not finer.
    [TestMethod]
    public void PoolsBetweenScales() => Check(2, random =>
        random.Input(Image(random), Parameters(random)).LargestError(new AveragePool2D(2, 3, PoolWindow(random), CountPadding: false, AnyActivation(random)), Coarse(random)));

    [TestMethod]
    public void Sums() => Check(1, random => Operands(random).LargestError(new Add(AnyActivation(random))));

    [TestMethod]
    public void Differences() => Check(1, random => Operands(random).LargestError(new Sub(AnyActivation(random))));

    [TestMethod]
    public void Products() => Check(1, random => Operands(random).LargestError(new Mul(AnyActivation(random))));

    // Divisors of at least 8 steps: TensorFlow Lite's own fixed-point reciprocal, but no division by 0.
    [TestMethod]
    public void Quotients() => Check(1, random =>
    {
        var shape = new Shape(random.Next(1, 3), random.Next(1, 60));
        var divisor = new QuantizationParameters(random.Scale(0.002, 0.2), -128);
        return random.Input(shape, Parameters(random)).Input(shape, divisor, least: -120).LargestError(new Div(AnyActivation(random)));
    });

    [TestMethod]
    public void Extremes() => Check(1, random =>
    {
        QuantizationParameters parameters = Parameters(random);
        return Operands(random, parameters, parameters).LargestError(random.Next(0, 1) == 0 ? new Maximum(AnyActivation(random)) : new Minimum(AnyActivation(random)), parameters);
    });

    // Inputs are brought to the output's scale first, which is not finer.
    [TestMethod]
    public void ExtremesBetweenScales() => Check(1, random => Operands(random).LargestError(new Maximum(AnyActivation(random)), Coarse(random)));

    // The reference brings both operands to a 64th of the coarser one's step, so that of an output step finer than this step's square
    // the square of a difference would not be within a step.
    [TestMethod]
    public void SquaresOfDifferences() => Check(1, random =>
    {
        QuantizationParameters left = Parameters(random), right = Parameters(random);
        float step = Math.Max(left.Scale, right.Scale);
        var output = new QuantizationParameters(step * step * random.Scale(1, 1000), random.Next(-128, 127));
        return Operands(random, left, right).LargestError(new SquaredDifference(AnyActivation(random)), output);
    });

    [TestMethod]
    public void Slopes() => Check(1, random => Operands(random).LargestError(new PRelu(AnyActivation(random))));

    [TestMethod]
    public void Clamps() => Check(1, random => Unary(random).LargestError(new Clamp(AnyActivation(random))));

    [TestMethod]
    public void LeakyRectifiers() => Check(1, random => Unary(random).LargestError(new LeakyRelu(random.Pick(0.01f, 0.3f, 1.5f, -0.5f))));

    // The reference's 16-bit arithmetic rounds the input, the gate and the product: two steps, in one case of thousands three.
    [TestMethod]
    public void HardSwishes() => Check(3, random => Unary(random).LargestError(new HardSwish()));

    [TestMethod]
    public void Logistics() => Check(1, random => Unary(random).LargestError(new Logistic(), Probability));

    [TestMethod]
    public void HyperbolicTangents() => Check(1, random => Unary(random).LargestError(new Tanh(), new QuantizationParameters(1f / 128, 0)));

    [TestMethod]
    public void LogisticsToAnotherScale() => Check(2, random => Unary(random).LargestError(new Logistic(), Coarse(random)));

    [TestMethod]
    public void Softmaxes() => Check(1, random =>
        random.Input(new Shape(random.Next(1, 5), random.Next(1, 100)), Parameters(random)).LargestError(new Softmax(random.Pick(1f, 0.5f, 2f)), Probability));

    [TestMethod]
    public void Requantizations() => Check(1, random => Unary(random).LargestError(new Quantize()));

    [TestMethod]
    public void Means() => Check(1, random => Reduction(random, (axes, keep) => new Mean(axes, keep)));

    [TestMethod]
    public void Totals() => Check(1, random => Reduction(random, (axes, keep) => new ReduceSum(axes, keep)));

    [TestMethod]
    public void Maxima() => Check(0, random => Extreme(random, (axes, keep) => new ReduceMax(axes, keep)));

    [TestMethod]
    public void Minima() => Check(0, random => Extreme(random, (axes, keep) => new ReduceMin(axes, keep)));

    // Real values between, so that the result is rounded once.
    [TestMethod]
    public void ProductsOverAxes() => Check(1, random =>
        random.Input(new Shape(random.Next(1, 4), random.Next(1, 3), random.Next(1, 3)), Parameters(random)).LargestError(new ReduceProd(random.Pick<ImmutableArray<int>>([1], [0, 2], [1, 2]), KeepDimensions: true)));

    // With larger scales the reference leaves out differences that the output's range still has.
    [TestMethod]
    public void LogarithmsOfSoftmaxes() => Check(1, random =>
        random.Input(new Shape(random.Next(1, 5), random.Next(1, 100)), new(random.Scale(0.002, 0.12), random.Next(-128, 127))).LargestError(new LogSoftmax(), new QuantizationParameters(1f / 16, 127)));

    [TestMethod]
    public void L2Normalizations() => Check(1, random =>
        random.Input(new Shape(random.Next(1, 5), random.Next(1, 100)), Parameters(random)).LargestError(new L2Normalization(1e-6f), new QuantizationParameters(1f / 128, 0)));

    [TestMethod]
    public void L2NormalizationsToAnotherScale() => Check(2, random =>
        random.Input(new Shape(random.Next(1, 5), random.Next(1, 100)), Parameters(random)).LargestError(new L2Normalization(1e-6f), Coarse(random)));

    private static int Reduction(Int8Case random, Func<ImmutableArray<int>, bool, Reduction> create)
    {
        int rank = random.Next(1, 6);
        ImmutableArray<int> axes = [.. Enumerable.Range(0, rank).Where(_ => random.Next(0, 1) == 1)];
        return random.Input(new Shape([.. Enumerable.Range(0, rank).Select(_ => random.Next(1, 4))]), Parameters(random)).LargestError(create(axes, random.Next(0, 1) == 1));
    }

    // More channels than are reduced at a time.
    private static int Extreme(Int8Case random, Func<ImmutableArray<int>, bool, Reduction> create)
    {
        QuantizationParameters parameters = Parameters(random);
        ImmutableArray<int> axes = random.Pick<ImmutableArray<int>>([0], [1], [2], [1, 2], [0, 2], [0, 1], []);
        return random.Input(new Shape(random.Next(1, 3), random.Next(1, 5), random.Next(1, 150)), parameters).LargestError(create(axes, random.Next(0, 1) == 1), parameters);
    }

    private static void Check(int tolerance, Func<Int8Case, int> largestError) =>
        Gen.Int[0, int.MaxValue].Sample(seed => Assert.IsLessThanOrEqualTo(tolerance, largestError(new Int8Case(seed))), iter: 300);

    private static QuantizationParameters Parameters(Int8Case random) => new(random.Scale(0.002, 0.2), random.Next(-128, 127));

    private static QuantizationParameters Coarse(Int8Case random) => new(random.Scale(0.2, 0.5), random.Next(-128, 127));

    private static Int8Case Unary(Int8Case random) => random.Input(new Shape(random.Next(1, 3), random.Next(1, 200)), Parameters(random));

    private static Shape Image(Int8Case random) => new(random.Next(1, 2), random.Next(5, 9), random.Next(5, 9), random.Next(1, 20));

    private static int Filter(Int8Case random) => random.Next(1, 3);

    private static Window AnyWindow(Int8Case random) => new(
        random.Next(1, 3), random.Next(1, 3), random.Next(1, 2), random.Next(1, 2),
        random.Next(0, 2), random.Next(0, 2), random.Next(0, 2), random.Next(0, 2));

    // Padding below the filter of 2 x 3, so that every window meets the input.
    private static Window PoolWindow(Int8Case random) => new(
        random.Next(1, 3), random.Next(1, 3), random.Next(1, 2), random.Next(1, 2),
        random.Next(0, 1), random.Next(0, 2), random.Next(0, 1), random.Next(0, 2));

    private static ActivationRange AnyActivation(Int8Case random) =>
        random.Pick(ActivationRange.None, ActivationRange.Relu, ActivationRange.Relu6, ActivationRange.ReluN1To1, new ActivationRange(-0.3f, 0.7f));

    // Two shapes that broadcast, and sometimes one of the tensors as a constant.
    private static Int8Case Operands(Int8Case random) => Operands(random, Parameters(random), Parameters(random));

    private static Int8Case Operands(Int8Case random, QuantizationParameters ofLeft, QuantizationParameters ofRight)
    {
        int[] shape = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(1, 4))];
        bool isLeftConstant = random.Next(0, 3) == 0, isRightConstant = !isLeftConstant && random.Next(0, 2) == 0;
        Shape left = Thinned(random, shape), right = Thinned(random, shape);
        return random.Input(left, ofLeft, isLeftConstant).Input(right, ofRight, isRightConstant);
    }

    private static Shape Thinned(Int8Case random, int[] shape) =>
        new([.. shape.Select(dimension => random.Next(0, 3) == 0 ? 1 : dimension).Skip(random.Next(0, 2) == 0 ? random.Next(0, shape.Length) : 0)]);
}
