using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class Float16Tests
{
    [TestMethod]
    public void All_65536_values_decode_as_Half_converts_them()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);

            float actual = Float16Format.Decode((ushort)bits);

            if (float.IsNaN(expected))
            {
                Assert.IsTrue(float.IsNaN(actual));
            }
            else
            {
                Assert.AreEqual(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual), $"{bits:X4}");
            }
        }
    }

    [TestMethod]
    public void Four_at_once_are_the_same_bits_as_one_by_one()
    {
        ushort[] all = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(i => (ushort)i)];
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(all.AsSpan());
        for (int i = 0; i < all.Length; i += 4)
        {
            var four = default(Float16Format).ReadFour(in bytes[2 * i]);

            for (int lane = 0; lane < 4; lane++)
            {
                Assert.AreEqual(BitConverter.SingleToInt32Bits(Float16Format.Decode(all[i + lane])), BitConverter.SingleToInt32Bits(four[lane]), $"{i + lane:X4}");
            }
        }
    }
}
