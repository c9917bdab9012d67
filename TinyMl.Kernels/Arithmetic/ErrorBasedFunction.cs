namespace TinyMl.Arithmetic;

/// <summary>The functions of an <see cref="ErrorFormula"/>. The values are those of the packed format.</summary>
internal enum ErrorBasedFunction
{
    /// <summary>The error function.</summary>
    Erf = 1,

    /// <summary>x/2 (1 + erf(x / sqrt(2))).</summary>
    Gelu = 2,
}
