using System;
using System.IO;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Data;
using static TinyMl.Kernels.Tests.Data.RawTensors;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>The kernels that take some elements of a tensor, against the definition of each element.</summary>
[TestClass]
public sealed class SelectionTests
{
    private static readonly Gen<int> Seed = Gen.Int[0, int.MaxValue];

    [TestMethod]
    public void Slice_takes_elements_at_even_distances_in_either_direction() =>
        Gen.Select(AnyShape, AnyType, Seed).Sample((shape, type, seed) =>
        {
            var random = new Random(seed);
            int[] starts = [.. shape.Select(dimension => random.Next(dimension))];
            int[] steps = [.. shape.Select(dimension => random.Next(3) == 0 ? 1 : random.Next(-dimension, dimension + 1))];
            int[] target = [.. shape.Select((dimension, axis) => 1 + random.Next(MostSteps(dimension, starts[axis], steps[axis])))];

            AssertElements(
                new OperatorRecord(Slice.Kernel), shape, type, target, seed, position => [.. position.Select((p, axis) => starts[axis] + (p * steps[axis]))],
                record => record.Attributes(shape.SelectMany((_, axis) => new[] { starts[axis], steps[axis] })));
        });

    [TestMethod]
    public void Select_takes_listed_elements_along_any_axes() =>
        Gen.Select(AnyShape, AnyType, Seed, Gen.OneOf(ElementType.UInt8, ElementType.Int16, ElementType.Int32)).Sample((shape, type, seed, indexType) =>
        {
            var random = new Random(seed);
            int[]?[] lists = [.. shape.Select(dimension => random.Next(2) == 0 ? null : Enumerable.Range(0, 1 + random.Next(5)).Select(_ => random.Next(dimension)).ToArray())];
            int[] target = [.. shape.Select((dimension, axis) => lists[axis]?.Length ?? dimension)], all = [.. lists.Where(list => list is not null).SelectMany(list => list!)];
            if (all.Length == 0) return;

            byte[] stored = [.. all.SelectMany(index => BitConverter.GetBytes(index)[..indexType.Size()])];
            AssertElements(
                new OperatorRecord(Select.Kernel), shape, type, target, seed, position => [.. position.Select((p, axis) => lists[axis]?[p] ?? p)],
                record => record.Attributes(lists.Select((list, axis) => list is null ? 0 : 1 << axis).Sum()),
                record => record.Constant<byte>(indexType, [all.Length], stored));
        });

    [TestMethod]
    public void Gather_takes_slices_counts_from_the_end_and_stays_within_the_tensor() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 4], AnyType, Seed).Sample((shape, type, seed) =>
        {
            var random = new Random(seed);
            int axis = random.Next(shape.Length), shared = random.Next(axis + 1);
            int[] places = [.. shape.Take(shared), .. Enumerable.Range(0, random.Next(3)).Select(_ => 1 + random.Next(3))];
            long[] indices = [.. Enumerable.Range(0, BroadcastCase.Elements(places)).Select(_ => random.Next(5) == 0 ? random.NextInt64() : random.Next(-shape[axis], shape[axis]))];
            int[] target = [.. shape.Take(axis), .. places.Skip(shared), .. shape.Skip(axis + 1)];

            AssertElements(
                new OperatorRecord(Gather.Kernel), shape, type, target, seed,
                position =>
                {
                    long index = indices[Index(places, [.. position.Take(shared), .. position.Skip(axis).Take(places.Length - shared)])];
                    return [.. position.Take(axis), Within(index, shape[axis]), .. position.Skip(axis + places.Length - shared)];
                },
                record => record.Attributes(axis, shared),
                record => record.Input<long>(ElementType.Int64, places, indices));
        });

    [TestMethod]
    public void GatherElements_takes_one_element_for_each_index() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 4], AnyType, Seed).Sample((shape, type, seed) =>
        {
            var random = new Random(seed);
            int axis = random.Next(shape.Length);
            int[] places = [.. shape.Select((dimension, i) => 1 + random.Next(i == axis ? 5 : dimension))];
            int[] indices = [.. Enumerable.Range(0, BroadcastCase.Elements(places)).Select(_ => random.Next(-shape[axis] - 1, shape[axis] + 1))];

            AssertElements(
                new OperatorRecord(GatherElements.Kernel), shape, type, places, seed,
                position => [.. position.Select((p, i) => i == axis ? Within(indices[Index(places, position)], shape[axis]) : p)],
                record => record.Attributes(axis),
                record => record.Input<int>(ElementType.Int32, places, indices));
        });

    [TestMethod]
    public void GatherND_takes_slices_at_tuples() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 4], AnyType, Seed).Sample((shape, type, seed) =>
        {
            var random = new Random(seed);
            int shared = random.Next(shape.Length), indexed = 1 + random.Next(shape.Length - shared);
            int[] places = [.. shape.Take(shared), .. Enumerable.Range(0, random.Next(2)).Select(_ => 1 + random.Next(3)), indexed];
            int[] indices = [.. Enumerable.Range(0, BroadcastCase.Elements(places)).Select(_ => random.Next(-1, 4))];
            int[] target = [.. places.SkipLast(1), .. shape.Skip(shared + indexed)];

            AssertElements(
                new OperatorRecord(GatherND.Kernel), shape, type, target, seed,
                position =>
                {
                    int[] tuple = [.. position.Take(places.Length - 1)];
                    return
                    [
                        .. position.Take(shared),
                        .. Enumerable.Range(0, indexed).Select(i => Within(indices[Index(places, [.. tuple, i])], shape[shared + i])),
                        .. position.Skip(places.Length - 1),
                    ];
                },
                record => record.Attributes(shared),
                record => record.Input<int>(ElementType.Int32, places, indices));
        });

    [TestMethod]
    public void Indices_beyond_the_constants_are_refused()
    {
        OperatorRecord With(params short[] indices) =>
            new OperatorRecord(Select.Kernel).Input<sbyte>(ElementType.Int8, [2, 3], new sbyte[6]).Constant<short>(ElementType.Int16, [indices.Length], indices).Output(ElementType.Int8, 2, 3).Attributes(2);

        With(0, 1, 2).Create();
        Assert.ThrowsExactly<InvalidDataException>(() => With(0, 3, 2).Create());
        Assert.ThrowsExactly<InvalidDataException>(() => With(0, -1, 2).Create());
        Assert.ThrowsExactly<InvalidDataException>(() => With(0, 1).Create());
        Assert.ThrowsExactly<InvalidDataException>(() => With(0, 1, 2, 0).Create());
    }

    private static int MostSteps(int dimension, int start, int step) =>
        step > 0 ? ((dimension - 1 - start) / step) + 1 : step < 0 ? (start / -step) + 1 : 4;

    private static int Within(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count - 1);

    /// <summary>Runs a kernel on random bytes and compares every element with the source element that a definition names.</summary>
    private static void AssertElements(
        OperatorRecord record, int[] shape, ElementType type, int[] target, int seed, Func<int[], int[]> source, Func<OperatorRecord, OperatorRecord> attributes, Func<OperatorRecord, OperatorRecord>? indices = null)
    {
        byte[] x = Bytes(seed, shape, type), expected = new byte[BroadcastCase.Elements(target) * type.Size()];
        ForEach(target, (index, position) => Element(x, Index(shape, source(position)), type).CopyTo(Element(expected, index, type)));

        record = record.Input<byte>(type, shape, x);
        record = (indices?.Invoke(record) ?? record).Output(type, target);

        CollectionAssert.AreEqual(expected, attributes(record).Run<byte>());
    }
}
