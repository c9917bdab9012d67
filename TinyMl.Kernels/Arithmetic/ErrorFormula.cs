using TinyMl.Operators;

namespace TinyMl.Arithmetic;

/// <summary>The error function, or what derives from it.</summary>
internal readonly struct ErrorFormula(ErrorBasedFunction function) : IRealFormula
{
    private const double InverseSqrt2 = 0.70710678118654752440;

    /// <summary>Which one.</summary>
    public ErrorBasedFunction Function { get; } = function;

    /// <summary>Reads the function.</summary>
    public static ErrorFormula Read(ref OperatorReader reader) => new((ErrorBasedFunction)reader.Attribute((int)ErrorBasedFunction.Erf, (int)ErrorBasedFunction.Gelu));

    public double At(double x) => Function == ErrorBasedFunction.Erf ? ErrorFunction.Erf(x) : Gelu(x);

    // With erfc instead of 1 + erf, which cancels below 0; 0 where it is less than any double, even for an infinite x.
    private static double Gelu(double x)
    {
        double share = ErrorFunction.Erfc(-x * InverseSqrt2) / 2;
        return share == 0 ? 0 : x * share;
    }
}
