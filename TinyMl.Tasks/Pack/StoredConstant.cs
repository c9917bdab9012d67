using System;
using TinyMl.Format;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Pack;

/// <summary>A constant as the packed file holds it.</summary>
/// <param name="Kind">The low bits of the first byte of its tensor record.</param>
/// <param name="Data">Its bytes in the constants section.</param>
/// <param name="HasLength">Whether the record has their number.</param>
internal sealed record StoredConstant(byte Kind, ReadOnlyMemory<byte> Data, bool HasLength = false)
{
    /// <summary>The shortest form that the kernel can read; of weights, the one that was chosen.</summary>
    public static StoredConstant Of(LoweredInput input)
    {
        Tensor tensor = input.Tensor;
        if (input.Encoded is { } encoded) return new StoredConstant(encoded.Kind, encoded.Data, encoded.HasLength);
        if (input.Form is ConstantForm.Stored or ConstantForm.Weights) return new StoredConstant((byte)tensor.Type, tensor.Memory);
        long[] values = PackedIntegers.Values(tensor);
        int bits = input.Form == ConstantForm.Unsigned ? PackedIntegers.UnsignedBits(values) : PackedIntegers.SignedBits(values);
        byte kind = (byte)(bits == 64 ? (int)ElementType.Int64 : PackedFormat.PackedIntegers + bits);
        return new StoredConstant(kind, PackedIntegers.Pack(values, bits));
    }
}
