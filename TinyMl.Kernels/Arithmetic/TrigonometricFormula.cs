using TinyMl.Operators;

namespace TinyMl.Arithmetic;

/// <summary>A function of an angle in radians.</summary>
internal readonly struct TrigonometricFormula(TrigonometricFunction function) : IRealFormula
{
    /// <summary>Which one.</summary>
    public TrigonometricFunction Function { get; } = function;

    /// <summary>Reads the function.</summary>
    public static TrigonometricFormula Read(ref OperatorReader reader) =>
        new((TrigonometricFunction)reader.Attribute((int)TrigonometricFunction.Sin, (int)TrigonometricFunction.Tan));

    public double At(double x) => Function switch
    {
        TrigonometricFunction.Sin => Trigonometric.Sin(x),
        TrigonometricFunction.Cos => Trigonometric.Cos(x),
        _ => Trigonometric.Tan(x),
    };
}
