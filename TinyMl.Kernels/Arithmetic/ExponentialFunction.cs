namespace TinyMl.Arithmetic;

/// <summary>The functions of an <see cref="ExponentialFormula"/>. The values are those of the packed format.</summary>
internal enum ExponentialFunction
{
    /// <summary>e^x.</summary>
    Exp = 1,

    /// <summary>ln x.</summary>
    Log = 2,

    /// <summary>x where x is greater than 0, else a (e^x - 1).</summary>
    Elu = 3,

    /// <summary>b x where x is greater than 0, else b a (e^x - 1).</summary>
    Selu = 4,

    /// <summary>x where x is greater than 0, else a (e^(x/a) - 1).</summary>
    Celu = 5,

    /// <summary>ln(1 + e^x).</summary>
    Softplus = 6,

    /// <summary>x tanh(ln(1 + e^x)).</summary>
    Mish = 7,

    /// <summary>x / (1 + e^(-a x)).</summary>
    Swish = 8,

    /// <summary>x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).</summary>
    Gelu = 9,

    /// <summary>(e^x - e^-x) / 2.</summary>
    Sinh = 10,

    /// <summary>(e^x + e^-x) / 2.</summary>
    Cosh = 11,
}
