using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class UnaryTests
{
    // Every magnitude from subnormal to overflow, both signs, and zero.
    private static readonly float[] Sweep =
        [.. Enumerable.Range(0, 4000).SelectMany(i => new[] { 1f, -1f }.Select(sign => sign * (float)Math.Pow(2, (i / 14.0) - 149))).Append(0)];

    [TestMethod]
    public void Logistic_is_rounded_correctly_but_for_ties() => AssertRounded(Logistic.Kernel, [], x => 1 / (1 + Math.Exp(-x)));

    [TestMethod]
    public void Tanh_is_rounded_correctly_but_for_ties() => AssertRounded(Tanh.Kernel, [], Math.Tanh);

    [TestMethod]
    public void Leaky_relu_multiplies_negative_numbers_only() => AssertRounded(LeakyRelu.Kernel, [0.2f], x => x >= 0 ? x : 0.2f * x);

    [TestMethod]
    public void Clamp_keeps_its_range() => AssertRounded(Clamp.Kernel, [-0.5f, 3], x => Math.Clamp(x, -0.5, 3));

    [TestMethod]
    public void Hard_swish_is_a_gate_between_minus_3_and_3()
    {
        float[] x = [.. Enumerable.Range(-500, 1001).Select(i => i / 100f)];

        float[] actual = Record(HardSwish.Kernel, x).Output(ElementType.Float32, x.Length).Run<float>();

        Real.AssertNear([.. x.Select(value => value * Math.Clamp((double)value + 3, 0, 6) / 6)], actual);
    }

    [TestMethod]
    public void In_place_gives_the_same_bits()
    {
        foreach (Kernel kernel in new[] { Logistic.Kernel, Tanh.Kernel, HardSwish.Kernel, Clamp.Kernel })
        {
            float[] expected = Record(kernel, Sweep).Output(ElementType.Float32, Sweep.Length).Run<float>();

            float[] actual = Record(kernel, Sweep).OutputOver(0, ElementType.Float32, Sweep.Length).Run<float>();

            Real.AssertSameBits(expected, actual);
        }
    }

    [TestMethod]
    public void Softmax_sums_to_one_over_the_last_axis_however_large_its_inputs() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 20], Gen.OneOf(1.0, 30.0, 1e4), Gen.OneOf(1f, 0.5f, -2f), RealTensor.Seed).Sample((rows, length, range, beta, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, range, rows, length);
            var expected = new List<double>();
            for (int row = 0; row < rows; row++)
            {
                double[] exponents = [.. Enumerable.Range(0, length).Select(i => beta * x[row, i])];
                double sum = exponents.Sum(exponent => Math.Exp(exponent - exponents.Max()));
                expected.AddRange(exponents.Select(exponent => Math.Exp(exponent - exponents.Max()) / sum));
            }

            OperatorRecord Softmax() => new OperatorRecord(TinyMl.Operators.Float32.Softmax.Kernel).Input(x.Shape, x.Values).Attributes(beta);
            float[] actual = Softmax().Output(ElementType.Float32, rows, length).Run<float>();

            for (int i = 0; i < actual.Length; i++) Assert.AreEqual(expected[i], actual[i], (2e-7 * expected[i]) + 3e-45);
            Real.AssertSameBits(actual, Softmax().OutputOver(0, ElementType.Float32, rows, length).Run<float>());
        });

    // One unit in the last place covers the rounding of the expected double, halfway between two floats.
    private static void AssertRounded(Kernel kernel, float[] attributes, Func<double, double> function)
    {
        float[] actual = Record(kernel, Sweep).Output(ElementType.Float32, Sweep.Length).Attributes(attributes).Run<float>();

        for (int i = 0; i < Sweep.Length; i++)
        {
            float expected = (float)function(Sweep[i]);
            Assert.IsTrue(actual[i] == expected || actual[i] == MathF.BitIncrement(expected) || actual[i] == MathF.BitDecrement(expected), $"{kernel.Code}({Sweep[i]}) = {actual[i]}, not {expected}");
        }
    }

    private static OperatorRecord Record(Kernel kernel, float[] x) => new OperatorRecord(kernel).Input([x.Length], x);
}
