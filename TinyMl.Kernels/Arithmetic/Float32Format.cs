using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace TinyMl.Arithmetic;

/// <summary>IEEE 754 binary32.</summary>
internal readonly struct Float32Format : IRealFormat
{
    public int Size => sizeof(float);

    public float Read(ref readonly byte address) => Unsafe.ReadUnaligned<float>(ref Unsafe.AsRef(in address));

#if NET
    public Vector128<float> ReadFour(ref readonly byte address) => Vector128.LoadUnsafe(in address).AsSingle();

    public Vector256<float> ReadEight(ref readonly byte address) => Vector256.LoadUnsafe(in address).AsSingle();
#endif
}
