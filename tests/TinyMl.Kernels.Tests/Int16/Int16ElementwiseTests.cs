using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Int16;
using static TinyMl.Kernels.Tests.Int16.PlainArithmetic;

namespace TinyMl.Kernels.Tests.Int16;

/// <summary>Elementwise int16 operators against their formulas in numbers without bound, bit for bit.</summary>
[TestClass]
public sealed class Int16ElementwiseTests
{
    private const int Factors = 3;

    [TestMethod]
    public void Sums() => CheckBinary(Add.Kernel, Factors, greatestShift: 0, (l, r, m, s) =>
        MultiplyNarrow(MultiplyNarrow((BigInteger)l << 15, m[0], s[0]) + MultiplyNarrow((BigInteger)r << 15, m[1], s[1]), m[2], s[2]));

    [TestMethod]
    public void Differences() => CheckBinary(Sub.Kernel, Factors, greatestShift: 0, (l, r, m, s) =>
        MultiplyNarrow(MultiplyNarrow((BigInteger)l << 15, m[0], s[0]) - MultiplyNarrow((BigInteger)r << 15, m[1], s[1]), m[2], s[2]));

    [TestMethod]
    public void Products() => CheckBinary(Mul.Kernel, 1, greatestShift: 0, (l, r, m, s) => MultiplyNarrow(l * r, m[0], s[0]));

    [TestMethod]
    public void SquaresOfDifferences() => CheckBinary(SquaredDifference.Kernel, Factors, greatestShift: -1, (l, r, m, s) =>
    {
        BigInteger difference = MultiplyNarrow(l, m[0], s[0]) - MultiplyNarrow(r, m[1], s[1]);
        return MultiplyNarrow(difference * difference, m[2], s[2]);
    });

    [TestMethod]
    public void Slopes() => CheckBinary(PRelu.Kernel, 2, greatestShift: 0, (l, r, m, s) => l >= 0 ? MultiplyNarrow(l, m[0], s[0]) : MultiplyNarrow(l * r, m[1], s[1]));

    [TestMethod]
    public void GreaterOnes() => CheckBinary(Maximum.Kernel, 0, greatestShift: 0, (l, r, _, _) => Math.Max(l, r));

    [TestMethod]
    public void LesserOnes() => CheckBinary(Minimum.Kernel, 0, greatestShift: 0, (l, r, _, _) => Math.Min(l, r));

    [TestMethod]
    public void Clamps() => RandomTensor.Seed.Sample(seed =>
    {
        var random = new RandomTensor(seed);
        short[] x = random.Int16(50);
        int mantissa = random.Mantissa(), shift = random.Next(-12, 8);
        int[] range = random.Range();

        short[] actual = new OperatorRecord(Clamp.Kernel).Input<short>(ElementType.Int16, [50], x).Output(ElementType.Int16, 50).Attributes([0, mantissa, shift, .. range]).Run<short>();

        CollectionAssert.AreEqual(x.Select(value => Bounded(MultiplyNarrow(value, mantissa, shift), range[1], range[2])).ToArray(), actual);
    });

    [TestMethod]
    public void LeakyRectifiers() => RandomTensor.Seed.Sample(seed =>
    {
        var random = new RandomTensor(seed);
        short[] x = random.Int16(50);
        int[] mantissas = random.Mantissas(2);
        int shift = random.Next(-12, 8), slopeShift = random.Next(-12, 8), sign = random.Next(0, 1) == 0 ? 1 : -1;

        short[] actual = new OperatorRecord(LeakyRelu.Kernel).Input<short>(ElementType.Int16, [50], x).Output(ElementType.Int16, 50)
            .Attributes([0, mantissas[0], shift, sign * mantissas[1], slopeShift, 0]).Run<short>();

        short[] expected = [.. x.Select(value => Bounded(value >= 0 ? MultiplyNarrow(value, mantissas[0], shift) : sign * MultiplyNarrow(value, mantissas[1], slopeShift)))];
        CollectionAssert.AreEqual(expected, actual);
    });

    [TestMethod]
    public void OutputsMayLieOnTheirInputs()
    {
        foreach ((OperatorRecord apart, OperatorRecord inPlace) in Int16Examples.Elementwise(inPlace: false).Zip(Int16Examples.Elementwise(inPlace: true)))
        {
            CollectionAssert.AreEqual(apart.Run<short>(), inPlace.Run<short>(), apart.Kernel.Code.ToString());
        }
    }

    private static void CheckBinary(Kernel kernel, int factors, int greatestShift, Func<int, int, int[], int[], BigInteger> function) =>
        Gen.Select(BroadcastCase.Any, RandomTensor.Seed).Sample((shapes, seed) =>
        {
            var random = new RandomTensor(seed);
            short[] left = random.Int16(shapes.Left), right = random.Int16(shapes.Right);
            int[] mantissas = random.Mantissas(factors), range = random.Range();
            int[] shifts = [.. Enumerable.Range(0, factors).Select(_ => random.Next(-16, greatestShift))];

            short[] actual = new OperatorRecord(kernel).Input<short>(ElementType.Int16, shapes.Left, left).Input<short>(ElementType.Int16, shapes.Right, right)
                .Output(ElementType.Int16, shapes.Output)
                .Attributes([0, 0, .. mantissas.Zip(shifts, (mantissa, shift) => new[] { mantissa, shift }).SelectMany(pair => pair), .. range])
                .Run<short>();

            for (int i = 0; i < actual.Length; i++)
            {
                BigInteger value = function(left[shapes.Source(shapes.Left, i)], right[shapes.Source(shapes.Right, i)], mantissas, shifts);
                Assert.AreEqual(Bounded(value, range[1], range[2]), actual[i]);
            }
        });
}
