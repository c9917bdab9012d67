namespace TinyMl.Arithmetic;

/// <summary>The functions of a <see cref="TrigonometricFormula"/>. The values are those of the packed format.</summary>
internal enum TrigonometricFunction
{
    /// <summary>The sine.</summary>
    Sin = 1,

    /// <summary>The cosine.</summary>
    Cos = 2,

    /// <summary>The tangent.</summary>
    Tan = 3,
}
