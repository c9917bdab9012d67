using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

/// <summary>Functions of one number against the platform's double functions, rounded once.</summary>
[TestClass]
public sealed class FunctionTests
{
    private const double Alpha = 0.3f;
    private const double Gamma = 1.7f;

    // Every magnitude from subnormal to overflow, both signs, and zero.
    private static readonly float[] Sweep =
        [.. Enumerable.Range(0, 4000).SelectMany(i => new[] { 1f, -1f }.Select(sign => sign * (float)Math.Pow(2, (i / 14.0) - 149))).Where(float.IsFinite).Append(0)];

    private static readonly float[] Halves = [0.5f, 1.5f, -0.5f, -2.5f];

    [TestMethod]
    [DataRow("Abs", 1)]
    [DataRow("Sign", 2)]
    [DataRow("Floor", 3)]
    [DataRow("Ceil", 4)]
    [DataRow("Round", 5)]
    [DataRow("Sqrt", 6)]
    [DataRow("Rsqrt", 7)]
    [DataRow("Reciprocal", 8)]
    [DataRow("Softsign", 9)]
    [DataRow("HardSigmoid", 10)]
    [DataRow("ThresholdedRelu", 11)]
    [DataRow("Shrink", 12)]
    public void Algebraic_functions_are_rounded_correctly(string name, int function) =>
        AssertRounded(AlgebraicFunction.Kernel, function, withParameters: true, Algebraic[name], ulps: 0);

    [TestMethod]
    [DataRow("Exp", 1)]
    [DataRow("Log", 2)]
    [DataRow("Elu", 3)]
    [DataRow("Selu", 4)]
    [DataRow("Celu", 5)]
    [DataRow("Softplus", 6)]
    [DataRow("Mish", 7)]
    [DataRow("Swish", 8)]
    [DataRow("GeluByTanh", 9)]
    [DataRow("Sinh", 10)]
    [DataRow("Cosh", 11)]
    public void Exponential_functions_are_rounded_correctly_but_for_ties(string name, int function) =>
        AssertRounded(ExponentialFunction.Kernel, function, withParameters: true, Exponential[name], ulps: 1);

    [TestMethod]
    [DataRow("Sin", 1)]
    [DataRow("Cos", 2)]
    [DataRow("Tan", 3)]
    public void Trigonometric_functions_are_rounded_correctly_but_for_ties(string name, int function) =>
        AssertRounded(TrigonometricFunction.Kernel, function, withParameters: false, Trigonometric[name], ulps: 1);

    // From the series of erf with 140 digits and the continued fraction of erfc with 70.
    [TestMethod]
    public void Erf_and_gelu_have_all_digits_of_a_float()
    {
        float[] x = [-9f, -3.5f, -1f, -0.1f, 1e-4f, 0.75f, 2f, 8f];
        float[] erf = [-1f, -0.999999257f, -0.842700793f, -0.112462918f, 0.000112837913f, 0.711155634f, 0.995322265f, 1f];
        float[] gelu = [-1.01572957e-18f, -0.000814201777f, -0.158655254f, -0.0460172169f, 5.00039882e-05f, 0.580029486f, 1.95449974f, 8f];

        CollectionAssert.AreEqual(erf, Run(ErrorFunction.Kernel, x, 1));
        CollectionAssert.AreEqual(gelu, Run(ErrorFunction.Kernel, x, 2));
    }

    [TestMethod]
    public void Infinite_numbers_meet_their_limits()
    {
        float[] x = [float.NegativeInfinity, float.PositiveInfinity];
        CollectionAssert.AreEqual(new[] { -0f, float.PositiveInfinity }, Run(ErrorFunction.Kernel, x, 2));
        foreach (int gate in new[] { 7, 8, 9 }) CollectionAssert.AreEqual(new[] { -0f, float.PositiveInfinity }, Run(ExponentialFunction.Kernel, x, gate, BitConverter.SingleToInt32Bits(1), 0));
        CollectionAssert.AreEqual(new[] { 0, float.PositiveInfinity }, Run(ExponentialFunction.Kernel, x, 6, 0, 0));
    }

    [TestMethod]
    public void In_place_gives_the_same_bits()
    {
        float[] expected = Run(ExponentialFunction.Kernel, Sweep, 9, 0, 0);

        float[] actual = Record(ExponentialFunction.Kernel, Sweep).OutputOver(0, ElementType.Float32, Sweep.Length).Attributes(9, 0, 0).Run<float>();

        Real.AssertSameBits(expected, actual);
    }

    private static Dictionary<string, Func<double, double>> Algebraic => new()
    {
        ["Abs"] = Math.Abs,
        ["Sign"] = x => double.IsNaN(x) ? x : Math.Sign(x),
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["Sqrt"] = Math.Sqrt,
        ["Rsqrt"] = x => 1 / Math.Sqrt(x),
        ["Reciprocal"] = x => 1 / x,
        ["Softsign"] = x => x / (1 + Math.Abs(x)),
        ["HardSigmoid"] = x => Math.Max(0, Math.Min(1, (Alpha * x) + Gamma)),
        ["ThresholdedRelu"] = x => x > Alpha ? x : 0,
        ["Shrink"] = x => x < -Alpha ? x + Gamma : x > Alpha ? x - Gamma : 0,
    };

    private static Dictionary<string, Func<double, double>> Exponential => new()
    {
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Elu"] = x => x > 0 ? x : Alpha * ExpMinusOne(x),
        ["Selu"] = x => Gamma * (x > 0 ? x : Alpha * ExpMinusOne(x)),
        ["Celu"] = x => x > 0 ? x : Alpha * ExpMinusOne(x / Alpha),
        ["Softplus"] = Softplus,
        ["Mish"] = x => x * Math.Tanh(Softplus(x)),
        ["Swish"] = x => x / (1 + Math.Exp(-Alpha * x)),
        ["GeluByTanh"] = x => x / (1 + Math.Exp(-2 * Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        ["Sinh"] = Math.Sinh,
        ["Cosh"] = Math.Cosh,
    };

    private static Dictionary<string, Func<double, double>> Trigonometric => new() { ["Sin"] = Math.Sin, ["Cos"] = Math.Cos, ["Tan"] = Math.Tan };

    private static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;

    private static double Softplus(double x)
    {
        double small = Math.Exp(-Math.Abs(x));
        return Math.Max(x, 0) + (small < 1e-5 ? small - (small * small / 2) : Math.Log(1 + small));
    }

    private static void AssertRounded(Kernel kernel, int function, bool withParameters, Func<double, double> definition, int ulps)
    {
        int[] attributes = withParameters ? [function, BitConverter.SingleToInt32Bits((float)Alpha), BitConverter.SingleToInt32Bits((float)Gamma)] : [function];
        float[] x = [.. Sweep, .. Halves];
        float[] actual = Run(kernel, x, attributes);
        for (int i = 0; i < x.Length; i++)
        {
            float expected = (float)definition(x[i]);
            bool isNear = actual[i].Equals(expected) || actual[i] == expected
                || (ulps > 0 && (actual[i] == MathF.BitIncrement(expected) || actual[i] == MathF.BitDecrement(expected)));
            Assert.IsTrue(isNear, $"f({x[i]:R}) = {actual[i]:R}, not {expected:R}");
        }

        Assert.IsTrue(float.IsNaN(Run(kernel, [float.NaN], attributes)[0]) || function is 10 or 11 or 12, "Not-a-number stays.");
    }

    private static float[] Run(Kernel kernel, float[] x, params int[] attributes) => Record(kernel, x).Output(ElementType.Float32, x.Length).Attributes(attributes).Run<float>();

    private static OperatorRecord Record(Kernel kernel, float[] x) => new OperatorRecord(kernel).Input([x.Length], x);
}
