#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>How a real number is stored; implemented by empty structs, so that kernels are compiled for each format.</summary>
internal interface IRealFormat
{
    /// <summary>Bytes of one number.</summary>
    int Size { get; }

    /// <summary>The number at an address of any alignment.</summary>
    float Read(ref readonly byte address);

#if NET
    /// <summary>Four numbers in a row, at an address of any alignment.</summary>
    Vector128<float> ReadFour(ref readonly byte address);

    /// <summary>Eight numbers in a row, at an address of any alignment.</summary>
    Vector256<float> ReadEight(ref readonly byte address);
#endif
}
