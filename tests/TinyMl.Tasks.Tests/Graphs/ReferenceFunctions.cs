using System;
using System.Collections.Generic;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Graphs;

/// <summary>Elementwise operators by their definitions, with the platform's functions in double precision.</summary>
internal static class ReferenceFunctions
{
    /// <summary>Every function of one number, with odd parameters.</summary>
    public static IReadOnlyList<RealFunction> All { get; } =
    [
        new Abs(), new Ceil(), new Celu(0.7f), new Cos(), new Cosh(), new Elu(0.7f), new Elu(1), new Erf(), new Exp(), new Floor(), new Gelu(false), new Gelu(true),
        new HardSigmoid(0.3f, 0.4f), new Log(), new Mish(), new Reciprocal(), new Round(), new Rsqrt(), new Selu(1.6f, 1.1f), new Shrink(0.6f, 0.2f), new Sign(),
        new Sin(), new Sinh(), new Softplus(), new Softsign(), new Sqrt(), new Swish(1.3f), new Tan(), new ThresholdedRelu(0.4f),
    ];

    public static double Of(RealFunction function, double x) => function switch
    {
        Abs => Math.Abs(x),
        Ceil => Math.Ceiling(x),
        Celu celu => Math.Max(0, x) + Math.Min(0, celu.Alpha * (Math.Exp(x / celu.Alpha) - 1)),
        Cos => Math.Cos(x),
        Cosh => Math.Cosh(x),
        Elu elu => x > 0 ? x : elu.Alpha * (Math.Exp(x) - 1),
        Erf => ErrorFunction(x),
        Exp => Math.Exp(x),
        Floor => Math.Floor(x),
        Gelu { IsApproximate: true } => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * Math.Pow(x, 3))))),
        Gelu => x / 2 * (1 + ErrorFunction(x / Math.Sqrt(2))),
        HardSigmoid gate => Math.Max(0, Math.Min(1, (gate.Alpha * x) + gate.Beta)),
        Log => Math.Log(x),
        Mish => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        Reciprocal => 1 / x,
        Round => Math.Round(x),
        Rsqrt => Math.Pow(x, -0.5),
        Selu selu => selu.Gamma * (x > 0 ? x : selu.Alpha * (Math.Exp(x) - 1)),
        Shrink shrink => x < -shrink.Threshold ? x + shrink.Bias : x > shrink.Threshold ? x - shrink.Bias : 0,
        Sign => Math.Sign(x),
        Sin => Math.Sin(x),
        Sinh => Math.Sinh(x),
        Softplus => Math.Log(1 + Math.Exp(x)),
        Softsign => x / (1 + Math.Abs(x)),
        Sqrt => Math.Sqrt(x),
        Swish swish => x / (1 + Math.Exp(-swish.Alpha * x)),
        Tan => Math.Tan(x),
        ThresholdedRelu relu => x > relu.Alpha ? x : 0,
        _ => throw new NotSupportedException($"The reference does not compute {function}."),
    };

    public static double Of(Binary function, double left, double right) => function switch
    {
        Add => left + right,
        Sub => left - right,
        Mul => left * right,
        Div => left / right,
        Maximum => Math.Max(left, right),
        Minimum => Math.Min(left, right),
        SquaredDifference => (left - right) * (left - right),
        Pow => Math.Pow(left, right),
        Mod { IsFloored: false } => left % right,
        Mod => left - (Math.Floor(left / right) * right),
        PRelu => left >= 0 ? left : left * right,
        _ => throw new NotSupportedException($"The reference does not compute {function}."),
    };

    // The series of positive terms of e^(x^2) erf(x).
    private static double ErrorFunction(double x)
    {
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double sum = 0, term = x;
        for (int n = 1; n < 300; n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
