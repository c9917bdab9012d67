using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Float32;
using Stream = TinyMl.Operators.Data.Stream;

namespace TinyMl.Kernels.Tests.Data;

[TestClass]
public sealed class StreamTests
{
    // Of 5 rows, 3 are in memory; nobody asks for the last one.
    private const int Height = 5;
    private static readonly float[] s_x = [.. Enumerable.Range(0, Height * 2 * 3).Select(i => (i * 7 % 13) - 6f)];

    /// <summary>x is clamped to [-3, 3], and of three rows each the largest values are taken, two rows from one to the next.</summary>
    internal static OperatorRecord Example(int slots = 3) => new OperatorRecord(Stream.Kernel)
        .Input([1, Height, 2, 3], s_x)
        .Ring(ElementType.Float32, slots, 1, Height, 2, 3)
        .Output(ElementType.Float32, 1, 2, 2, 3)
        .Layer(Clamp.Kernel, [0], [1], BitConverter.SingleToInt32Bits(-3), BitConverter.SingleToInt32Bits(3))
        .Layer(MaxPool2D.Kernel, [1], [2], 3, 1, 2, 1, 1, 1, 0, 0, 0, 0)
        .Attributes(0, 3);

    [TestMethod]
    public void ComputesWhatItsOperatorsComputeOneAfterTheOther()
    {
        byte[][] outputs = Example().RunAll();

        float[] expected = [.. from row in Enumerable.Range(0, 2)
                               from i in Enumerable.Range(0, 6)
                               select Enumerable.Range(row * 2, 3).Max(tap => Math.Clamp(s_x[(tap * 6) + i], -3, 3))];
        CollectionAssert.AreEqual(expected.SelectMany(BitConverter.GetBytes).ToArray(), outputs[1]);
    }

    [TestMethod]
    public void KeepsRowsInTurnInTheirSlots()
    {
        byte[] ring = Example().RunAll()[0];

        // Rows 3, 4 and 2.
        int[] rows = [3, 4, 2];
        IEnumerable<float> expected = rows.SelectMany(row => s_x.Skip(row * 6).Take(6)).Select(x => Math.Clamp(x, -3, 3));
        CollectionAssert.AreEqual(expected.SelectMany(BitConverter.GetBytes).ToArray(), ring);
    }

    [TestMethod]
    public void RefusesARingOfFewerRowsThanAWindowSpans() => Assert.ThrowsExactly<InvalidDataException>(() => Example(slots: 2).Create());

    [TestMethod]
    public void RefusesRowsOfLaterOperators() => Assert.ThrowsExactly<InvalidDataException>(() => Example().With(0, 2).Create());

    [TestMethod]
    public void RefusesOperatorsThatDoNotRunRowByRow() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(Stream.Kernel)
            .Input([2, 3], [1, 2, 3, 4, 5, 6])
            .Output(ElementType.Float32, 2, 3)
            .Layer(Softmax.Kernel, [0], [1], BitConverter.SingleToInt32Bits(1))
            .Attributes(1)
            .Create());

    [TestMethod]
    public void RefusesAStreamInAStream() =>
        Assert.ThrowsExactly<InvalidDataException>(() => Example().Layer(Stream.Kernel, [], [], 1).Attributes(1).Create());

    [TestMethod]
    public void RefusesARingOutsideOfAStream() =>
        Assert.ThrowsExactly<InvalidDataException>(() => new OperatorRecord(Clamp.Kernel).Input([1, 2, 1, 1], [1, 2]).Ring(ElementType.Float32, 1, 1, 2, 1, 1).Create());
}
