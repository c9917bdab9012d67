using System.Runtime.CompilerServices;

namespace TinyMl.Arithmetic;

/// <summary>The bits of a binary32, which netstandard2.0's BitConverter does not give.</summary>
internal static class SingleBits
{
    /// <summary>The bits of a number.</summary>
    public static int Of(float value) => Unsafe.As<float, int>(ref value);

    /// <summary>The number of these bits.</summary>
    public static float ToSingle(int bits) => Unsafe.As<int, float>(ref bits);
}
