using System;
using TinyMl.Operators;

namespace TinyMl.Arithmetic;

/// <summary>A function of exponentials and logarithms, written so that nothing cancels or overflows on the way.</summary>
internal readonly struct ExponentialFormula(ExponentialFunction function, float a = 0, float b = 0) : IRealFormula
{
    // From here on x tanh(ln(1 + e^x)) is x in double.
    private const double LargestMish = 20;

    /// <summary>Which one.</summary>
    public ExponentialFunction Function { get; } = function;

    /// <summary>The first parameter.</summary>
    public float A { get; } = a;

    /// <summary>The second parameter.</summary>
    public float B { get; } = b;

    /// <summary>Reads the function and its parameters.</summary>
    public static ExponentialFormula Read(ref OperatorReader reader) =>
        new((ExponentialFunction)reader.Attribute((int)ExponentialFunction.Exp, (int)ExponentialFunction.Cosh), reader.SingleAttribute(), reader.SingleAttribute());

    public double At(double x) => Function switch
    {
        ExponentialFunction.Exp => Exponential.Exp(x),
        ExponentialFunction.Log => Logarithm.Log(x),
        ExponentialFunction.Elu => x > 0 ? x : A * Exponential.ExpMinusOne(x),
        ExponentialFunction.Selu => B * (x > 0 ? x : A * Exponential.ExpMinusOne(x)),
        ExponentialFunction.Celu => x > 0 ? x : A * Exponential.ExpMinusOne(x / A),
        ExponentialFunction.Softplus => (x > 0 ? x : 0) + Logarithm.LogOnePlus(Exponential.Exp(-Math.Abs(x))),
        ExponentialFunction.Mish => Mish(x),
        ExponentialFunction.Swish => Gated(x, A * x),
        ExponentialFunction.Gelu => Gated(x, 1.59576912160573071176 * (x + (0.044715 * x * x * x))),
        ExponentialFunction.Sinh => (Exponential.ExpMinusOne(x) - Exponential.ExpMinusOne(-x)) / 2,
        _ => (Exponential.Exp(x) + Exponential.Exp(-x)) / 2,
    };

    // With e = e^x, tanh(ln(1 + e)) = ((1 + e)^2 - 1) / ((1 + e)^2 + 1); 0 where that vanishes, even for an infinite x.
    private static double Mish(double x)
    {
        if (x > LargestMish) return x;
        double e = Exponential.Exp(x), n = e * (e + 2);
        return n == 0 ? 0 : x * n / (n + 2);
    }

    // x / (1 + e^-gate), of which (1 + tanh(gate / 2)) / 2 is another form; 0 where an infinite denominator meets an infinite x.
    private static double Gated(double x, double gate)
    {
        double denominator = 1 + Exponential.Exp(-gate);
        return double.IsPositiveInfinity(denominator) ? 0 : x / denominator;
    }
}
