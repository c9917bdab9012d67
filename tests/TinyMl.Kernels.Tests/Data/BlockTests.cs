using System;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Data;
using static TinyMl.Kernels.Tests.Data.RawTensors;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>Moves between space and batch.</summary>
[TestClass]
public sealed class BlockTests
{
    private static readonly Gen<int> Few = Gen.Int[1, 3];
    private static readonly Gen<int> Padding = Gen.Int[0, 2];

    [TestMethod]
    public void SpaceToBatch_spreads_rows_and_columns_over_the_batch() =>
        Gen.Select(Gen.Select(Few, Few, Few, Few), Gen.Select(Few, Few, Padding, Padding), AnyType, Gen.Int).Sample((output, block, type, seed) =>
        {
            (int batch, int rows, int columns, int channels) = output;
            (int height, int width, int top, int left) = block;
            int[] to = [batch * height * width, rows, columns, channels];
            int[] from = [batch, Math.Max(1, (rows * height) - top - 1), Math.Max(1, (columns * width) - left), channels];
            if (from[1] + top > rows * height || from[2] + left > columns * width) return;

            byte[] x = Bytes(seed, from, type), expected = new byte[BroadcastCase.Elements(to) * type.Size()];
            ForEach(to, (index, at) =>
            {
                int row = (at[1] * height) + (at[0] / batch / width) - top, column = (at[2] * width) + (at[0] / batch % width) - left;
                bool isInside = row >= 0 && row < from[1] && column >= 0 && column < from[2];
                (isInside ? Element(x, Index(from, [at[0] % batch, row, column, at[3]]), type) : BitConverter.GetBytes(-3L).AsSpan(0, type.Size())).CopyTo(Element(expected, index, type));
            });

            byte[] actual = new OperatorRecord(SpaceToBatch.Kernel).Input<byte>(type, from, x).Output(type, to).Attributes(height, width, top, left, -3).Run<byte>();

            CollectionAssert.AreEqual(expected, actual);
        });

    [TestMethod]
    public void BatchToSpace_undoes_it() =>
        Gen.Select(Gen.Select(Few, Gen.Int[1, 7], Gen.Int[1, 7], Few), Gen.Select(Few, Few, Padding, Padding), AnyType, Gen.Int).Sample((input, block, type, seed) =>
        {
            (int batch, int rows, int columns, int channels) = input;
            (int height, int width, int top, int left) = block;
            int[] shape = [batch, rows, columns, channels];
            int[] spread = [batch * height * width, (rows + top + height - 1) / height, (columns + left + width - 1) / width, channels];
            byte[] x = Bytes(seed, shape, type);

            byte[] parts = new OperatorRecord(SpaceToBatch.Kernel).Input<byte>(type, shape, x).Output(type, spread).Attributes(height, width, top, left, 0).Run<byte>();
            byte[] actual = new OperatorRecord(BatchToSpace.Kernel).Input<byte>(type, spread, parts).Output(type, shape).Attributes(height, width, top, left).Run<byte>();

            CollectionAssert.AreEqual(x, actual);
        });
}
