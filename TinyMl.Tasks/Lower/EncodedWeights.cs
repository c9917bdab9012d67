using System;
using TinyMl.Format;

namespace TinyMl.Tasks.Lower;

/// <summary>Weights of 8 bits as the packed file stores them.</summary>
/// <param name="Encoding">How; not raw.</param>
/// <param name="Bits">The bits of what stands for a weight: an integer or an index; 8 where weights take different numbers of them.</param>
/// <param name="Data">The bytes of the constant.</param>
internal sealed record EncodedWeights(WeightEncoding Encoding, int Bits, ReadOnlyMemory<byte> Data)
{
    /// <summary>The low bits of the first byte of the tensor record.</summary>
    public byte Kind => (byte)(Encoding == WeightEncoding.Integers ? PackedFormat.PackedIntegers + Bits : (int)Encoding);

    /// <summary>Whether the tensor record has the length of the bytes, because the shape does not say it.</summary>
    public bool HasLength => Encoding != WeightEncoding.Integers;

    /// <summary>The bytes of the constant, and of its length where the tensor record has it.</summary>
    public int Bytes
    {
        get
        {
            int bytes = Data.Length;
            for (int rest = Data.Length; HasLength && rest > 0; rest >>= 7) bytes++;
            return bytes;
        }
    }
}
