namespace TinyMl.Arithmetic;

/// <summary>
/// A function of one real number in double precision: what the float kernels round to binary32, and the compiler to the
/// tables of the integer kernels.
/// </summary>
internal interface IRealFormula
{
    /// <summary>The function's value.</summary>
    double At(double x);
}
