using System;
using System.Linq;
using System.Numerics;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class PackedIntegerSpanTests
{
    // Nothing lies behind the last byte, so that reading there would throw.
    [TestMethod]
    public void ElementsOfEveryWidthAreReadWhereverTheyLie()
    {
        for (int bits = 1; bits <= 64; bits++)
        {
            for (int count = 1; count < 40; count++)
            {
                var random = new Random((bits * 100) + count);
                BigInteger modulus = BigInteger.One << bits, all = 0;
                BigInteger[] elements = [.. Enumerable.Range(0, count).Select(_ => new BigInteger(random.NextInt64(long.MinValue, long.MaxValue)) & (modulus - 1))];
                for (int i = 0; i < count; i++) all |= elements[i] << (i * bits);
                byte[] bytes = new byte[((count * bits) + 7) / 8];
                all.ToByteArray(isUnsigned: true).CopyTo(bytes, 0);

                var span = new PackedIntegerSpan(bytes, bits);

                for (int i = 0; i < count; i++)
                {
                    Assert.AreEqual((ulong)elements[i], span.Unsigned(i));
                    Assert.AreEqual((long)(elements[i] >= modulus / 2 ? elements[i] - modulus : elements[i]), span[i]);
                }
            }
        }
    }
}
