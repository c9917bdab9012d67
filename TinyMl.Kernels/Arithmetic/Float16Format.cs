using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>
/// IEEE 754 binary16, decoded to binary32 without loss: exponent and fraction are moved to their place, and the product
/// with 2^112 corrects the exponent's bias, for subnormal numbers too. netstandard2.0 has no type for it.
/// </summary>
internal readonly struct Float16Format : IRealFormat
{
    private const int MagnitudeMask = 0x7FFF;
    private const int FractionShift = 23 - 10;
    private const int SignShift = 31 - 15;
    private const int Infinity = 0x7C00;
    private const int SingleInfinity = 0x7F800000;
    private const float BiasCorrection = 5192296858534827628530496329220096f;

    public int Size => sizeof(ushort);

    public float Read(ref readonly byte address) => Decode(Unsafe.ReadUnaligned<ushort>(ref Unsafe.AsRef(in address)));

    /// <summary>The value of 16 bits; every not-a-number keeps its sign and fraction.</summary>
    public static float Decode(ushort half)
    {
        int magnitude = (half & MagnitudeMask) << FractionShift;
        int bits = (half & Infinity) == Infinity
            ? magnitude | SingleInfinity
            : SingleBits.Of((float)(SingleBits.ToSingle(magnitude) * BiasCorrection));
        return SingleBits.ToSingle(bits | ((half & ~MagnitudeMask) << SignShift));
    }

#if NET
    public Vector256<float> ReadEight(ref readonly byte address) =>
        Vector256.Create(ReadFour(in address), ReadFour(in Unsafe.Add(ref Unsafe.AsRef(in address), 4 * sizeof(ushort))));

    public Vector128<float> ReadFour(ref readonly byte address)
    {
        ulong four = Unsafe.ReadUnaligned<ulong>(in address);
        Vector128<int> halves = Vector128.WidenLower(Vector128.CreateScalar(four).AsUInt16()).AsInt32();
        Vector128<int> magnitude = halves & Vector128.Create(MagnitudeMask);
        Vector128<int> special = Vector128.GreaterThanOrEqual(magnitude, Vector128.Create(Infinity)) & Vector128.Create(SingleInfinity);
        Vector128<int> moved = magnitude << FractionShift;
        Vector128<int> finite = (moved.AsSingle() * BiasCorrection).AsInt32();
        Vector128<int> sign = (halves & Vector128.Create(~MagnitudeMask)) << SignShift;
        return (Vector128.ConditionalSelect(Vector128.Equals(special, Vector128<int>.Zero), finite, moved | special) | sign).AsSingle();
    }
#endif
}
