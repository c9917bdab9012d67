using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>The tables of int8 functions.</summary>
[TestClass]
public sealed class Int8FunctionTests
{
    private static readonly Gen<QuantizationParameters> Parameters =
        Gen.Select(Gen.Double[-9, 2], Gen.OneOf(Gen.Const(-128), Gen.Const(127), Gen.Int[-128, 127]), (exponent, zeroPoint) => new QuantizationParameters((float)Math.Pow(2, exponent), zeroPoint));

    private static readonly RealFunction[] Reference = [new Abs(), new Rsqrt(), new Elu(1)];

    private static readonly RealFunction[] Exact = [.. ReferenceFunctions.All.Except(Reference)];

    [TestMethod]
    public void EveryFunctionIsRoundedExactly() =>
        Gen.Select(Gen.Int[0, Exact.Length - 1].Select(i => Exact[i]), Parameters, Parameters).Sample((function, input, output) =>
        {
            for (int stored = sbyte.MinValue; stored <= sbyte.MaxValue; stored++)
            {
                double real = ReferenceFunctions.Of(function, input.Scale * (double)(stored - input.ZeroPoint));
                double steps = Math.Clamp((double.IsNaN(real) ? 0 : real / output.Scale) + output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

                Assert.AreEqual(steps, Int8Functions.Value(function, stored, input, output), 0.5 + 1e-9, $"{function} of {stored}, {input.Scale} {input.ZeroPoint} to {output.Scale} {output.ZeroPoint}");
            }
        });

    [TestMethod]
    public void ThoseOfTensorFlowLiteMicroAreWithinAStep() =>
        Gen.Select(Gen.Int[0, Reference.Length - 1].Select(i => Reference[i]), Parameters, Parameters).Sample((function, input, output) =>
        {
            for (int stored = sbyte.MinValue; stored <= sbyte.MaxValue; stored++)
            {
                double x = input.Scale * (double)(stored - input.ZeroPoint);
                if (function is Rsqrt && x <= 0) continue;
                double steps = Math.Clamp((ReferenceFunctions.Of(function, x) / output.Scale) + output.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

                Assert.AreEqual(steps, Int8Functions.Value(function, stored, input, output), 1.01, $"{function} of {stored}, {input.Scale} {input.ZeroPoint} to {output.Scale} {output.ZeroPoint}");
            }
        });

    [TestMethod]
    public void WhatIsUndefinedIsTheZeroPointAndWhatIsInfiniteTheEnd()
    {
        var input = new QuantizationParameters(0.1f, 0);
        var output = new QuantizationParameters(0.1f, 5);

        Assert.AreEqual(5, Int8Functions.Value(new Log(), -1, input, output));
        Assert.AreEqual(-128, Int8Functions.Value(new Log(), 0, input, output));
        Assert.AreEqual(127, Int8Functions.Value(new Reciprocal(), 0, input, output));
        Assert.AreEqual(127, Int8Functions.Value(new Rsqrt(), 0, input, output));
    }

    [TestMethod]
    public void AFunctionIsATableOf256Elements()
    {
        var quantization = new QuantizationParameters(0.1f, 0);
        Tensor x = new("x", ElementType.Int8, new Shape(2, 3), quantization), y = new("y", ElementType.Int8, new Shape(2, 3), quantization);

        LoweredOperator lowered = GraphLowering.Lower(new Graph("Model", [x], [y], [new Node("node", new Exp(), [x], [y])])).Operators.Single();

        Assert.AreEqual(256, lowered.Inputs[1].Tensor.ByteLength);
        Assert.AreEqual(ConstantRole.Quantization, lowered.Inputs[1].Role);
    }
}
