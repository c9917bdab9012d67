namespace TinyMl.Arithmetic;

/// <summary>The functions of an <see cref="AlgebraicFormula"/>. The values are those of the packed format.</summary>
internal enum AlgebraicFunction
{
    /// <summary>|x|.</summary>
    Abs = 1,

    /// <summary>-1, 0 or 1.</summary>
    Sign = 2,

    /// <summary>The greatest integer that is not greater.</summary>
    Floor = 3,

    /// <summary>The least integer that is not less.</summary>
    Ceil = 4,

    /// <summary>The nearest integer, halves to the even one.</summary>
    Round = 5,

    /// <summary>The square root.</summary>
    Sqrt = 6,

    /// <summary>1 / sqrt(x).</summary>
    Rsqrt = 7,

    /// <summary>1 / x.</summary>
    Reciprocal = 8,

    /// <summary>x / (1 + |x|).</summary>
    Softsign = 9,

    /// <summary>min(max(a x + b, 0), 1).</summary>
    HardSigmoid = 10,

    /// <summary>x where x is greater than a, else 0.</summary>
    ThresholdedRelu = 11,

    /// <summary>x + b below -a, x - b above a, else 0.</summary>
    Shrink = 12,
}
