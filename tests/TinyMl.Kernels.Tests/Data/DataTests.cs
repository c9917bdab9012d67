using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Data;
using static TinyMl.Kernels.Tests.Data.RawTensors;

namespace TinyMl.Kernels.Tests.Data;

[TestClass]
public sealed class DataTests
{
    [TestMethod]
    public void Transpose_moves_every_element_to_its_permuted_place() =>
        Gen.Select(AnyShape, AnyType, Gen.Int[0, int.MaxValue]).Sample((shape, type, seed) =>
        {
            int[] permutation = [.. Enumerable.Range(0, shape.Length)];
            new Random(seed).Shuffle(permutation);
            int[] target = [.. permutation.Select(axis => shape[axis])];
            byte[] x = Bytes(seed, shape, type), expected = new byte[x.Length];
            ForEach(target, (index, position) =>
            {
                int[] source = new int[shape.Length];
                for (int axis = 0; axis < shape.Length; axis++) source[permutation[axis]] = position[axis];
                Element(x, Index(shape, source), type).CopyTo(Element(expected, index, type));
            });

            byte[] actual = new OperatorRecord(Transpose.Kernel).Input<byte>(type, shape, x).Output(type, target).Attributes(permutation).Run<byte>();

            CollectionAssert.AreEqual(expected, actual);
        });

    [TestMethod]
    public void Pad_surrounds_the_tensor_with_its_constant() =>
        Gen.Select(AnyShape, AnyType, Gen.Int[0, int.MaxValue], Gen.Int[-100, 100]).Sample((shape, type, seed, value) =>
        {
            var random = new Random(seed);
            int[] before = [.. shape.Select(_ => random.Next(3))], after = [.. shape.Select(_ => random.Next(3))];
            int[] target = [.. shape.Select((dimension, axis) => dimension + before[axis] + after[axis])];
            byte[] x = Bytes(seed, shape, type), expected = new byte[BroadcastCase.Elements(target) * type.Size()];
            ForEach(target, (index, position) =>
            {
                int[] source = [.. position.Select((p, axis) => p - before[axis])];
                bool inside = source.Select((p, axis) => p >= 0 && p < shape[axis]).All(fits => fits);
                (inside ? Element(x, Index(shape, source), type) : BitConverter.GetBytes((long)value).AsSpan(0, type.Size())).CopyTo(Element(expected, index, type));
            });

            byte[] actual = new OperatorRecord(Pad.Kernel).Input<byte>(type, shape, x).Output(type, target)
                .Attributes(shape.SelectMany((_, axis) => new[] { before[axis], after[axis] })).Attributes(value).Run<byte>();

            CollectionAssert.AreEqual(expected, actual);
        });

    [TestMethod]
    public void Concat_lays_its_inputs_side_by_side() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 6], AnyType, Gen.Int[1, 3].Array[1, 5], Gen.Int[0, int.MaxValue]).Sample((shape, type, lengths, seed) =>
        {
            int axis = seed % shape.Length;
            int[][] shapes = [.. lengths.Select(length => shape.Select((dimension, i) => i == axis ? length : dimension).ToArray())];
            int[] target = [.. shape.Select((dimension, i) => i == axis ? lengths.Sum() : dimension)];
            byte[][] inputs = [.. shapes.Select((input, i) => Bytes(seed ^ i, input, type))];
            byte[] expected = new byte[BroadcastCase.Elements(target) * type.Size()];
            ForEach(target, (index, position) =>
            {
                int[] source = [.. position];
                int input = 0;
                for (; source[axis] >= lengths[input]; input++) source[axis] -= lengths[input];
                Element(inputs[input], Index(shapes[input], source), type).CopyTo(Element(expected, index, type));
            });

            var record = new OperatorRecord(Concat.Kernel);
            for (int i = 0; i < inputs.Length; i++) record = i % 2 == 1 ? record.Constant<byte>(type, shapes[i], inputs[i]) : record.Input<byte>(type, shapes[i], inputs[i]);
            byte[] actual = record.Output(type, target).Attributes(axis).Run<byte>();

            CollectionAssert.AreEqual(expected, actual);
        });

    [TestMethod]
    public void Copy_copies()
    {
        byte[] x = Bytes(5, [3, 7], ElementType.Int16);

        CollectionAssert.AreEqual(x, new OperatorRecord(Copy.Kernel).Input<byte>(ElementType.Int16, [3, 7], x).Output(ElementType.Int16, 7, 3).Run<byte>());
        CollectionAssert.AreEqual(x, new OperatorRecord(Copy.Kernel).Constant<byte>(ElementType.Int16, [3, 7], x).Output(ElementType.Int16, 21).Run<byte>());
    }
}
