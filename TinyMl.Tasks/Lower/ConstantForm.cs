namespace TinyMl.Tasks.Lower;

/// <summary>How a kernel can read a constant, and so how the packed file may store it.</summary>
internal enum ConstantForm
{
    /// <summary>In the constant's own type.</summary>
    Stored,

    /// <summary>As signed integers of any width.</summary>
    Signed,

    /// <summary>As integers of any width, none of them negative and without a bit for the sign.</summary>
    Unsigned,

    /// <summary>As weights of 8 bits, encoded in any way; the kernel decodes them into scratch.</summary>
    Weights,
}
