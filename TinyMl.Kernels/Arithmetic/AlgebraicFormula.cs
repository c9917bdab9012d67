using System;
using TinyMl.Operators;

namespace TinyMl.Arithmetic;

/// <summary>A function of additions, divisions, comparisons and square roots, which are exact everywhere.</summary>
internal readonly struct AlgebraicFormula(AlgebraicFunction function, float a = 0, float b = 0) : IRealFormula
{
    /// <summary>Which one.</summary>
    public AlgebraicFunction Function { get; } = function;

    /// <summary>The first parameter.</summary>
    public float A { get; } = a;

    /// <summary>The second parameter.</summary>
    public float B { get; } = b;

    /// <summary>Reads the function and its parameters.</summary>
    public static AlgebraicFormula Read(ref OperatorReader reader) =>
        new((AlgebraicFunction)reader.Attribute((int)AlgebraicFunction.Abs, (int)AlgebraicFunction.Shrink), reader.SingleAttribute(), reader.SingleAttribute());

    public double At(double x) => Function switch
    {
        AlgebraicFunction.Abs => Math.Abs(x),
        AlgebraicFunction.Sign => x > 0 ? 1 : x < 0 ? -1 : x,
        AlgebraicFunction.Floor => Math.Floor(x),
        AlgebraicFunction.Ceil => Math.Ceiling(x),
        AlgebraicFunction.Round => Math.Round(x, MidpointRounding.ToEven),
        AlgebraicFunction.Sqrt => Math.Sqrt(x),
        AlgebraicFunction.Rsqrt => 1 / Math.Sqrt(x),
        AlgebraicFunction.Reciprocal => 1 / x,
        AlgebraicFunction.Softsign => x / (1 + Math.Abs(x)),
        AlgebraicFunction.HardSigmoid => Gate((A * x) + B),
        AlgebraicFunction.ThresholdedRelu => x > A ? x : 0,
        _ => x < -A ? x + B : x > A ? x - B : 0,
    };

    private static double Gate(double x) => x < 0 ? 0 : x > 1 ? 1 : x;
}
