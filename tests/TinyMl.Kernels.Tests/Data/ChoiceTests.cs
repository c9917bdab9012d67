using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Data;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>Conversions, comparisons and choices against .NET's own.</summary>
[TestClass]
public sealed class ChoiceTests
{
    private static readonly float[] Reals = [0, -0f, 0.99f, -0.99f, 1.5f, -1.5f, 127.9f, -128.9f, 255.5f, 3e9f, -3e9f, 1e19f, -1e19f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];

    [TestMethod]
    public void Reals_lose_their_fraction_and_end_at_the_range_of_the_type()
    {
        CollectionAssert.AreEqual(Reals.Select(Saturated<sbyte>).ToArray(), Cast<float, sbyte>(ElementType.Float32, ElementType.Int8, Reals));
        CollectionAssert.AreEqual(Reals.Select(Saturated<byte>).ToArray(), Cast<float, byte>(ElementType.Float32, ElementType.UInt8, Reals));
        CollectionAssert.AreEqual(Reals.Select(Saturated<short>).ToArray(), Cast<float, short>(ElementType.Float32, ElementType.Int16, Reals));
        CollectionAssert.AreEqual(Reals.Select(Saturated<int>).ToArray(), Cast<float, int>(ElementType.Float32, ElementType.Int32, Reals));
        CollectionAssert.AreEqual(Reals.Select(Saturated<long>).ToArray(), Cast<float, long>(ElementType.Float32, ElementType.Int64, Reals));
        CollectionAssert.AreEqual(Reals.Select(x => (byte)(x != 0 ? 1 : 0)).ToArray(), Cast<float, byte>(ElementType.Float32, ElementType.Bool, Reals));
        CollectionAssert.AreEqual(Reals, Cast<float, float>(ElementType.Float32, ElementType.Float32, Reals));
    }

    [TestMethod]
    public void Integers_keep_their_low_bits() =>
        Gen.Long.Array[1, 20].Sample(values =>
        {
            CollectionAssert.AreEqual(values.Select(value => (sbyte)value).ToArray(), Cast<long, sbyte>(ElementType.Int64, ElementType.Int8, values));
            CollectionAssert.AreEqual(values.Select(value => (byte)value).ToArray(), Cast<long, byte>(ElementType.Int64, ElementType.UInt8, values));
            CollectionAssert.AreEqual(values.Select(value => (short)value).ToArray(), Cast<long, short>(ElementType.Int64, ElementType.Int16, values));
            CollectionAssert.AreEqual(values.Select(value => (int)value).ToArray(), Cast<long, int>(ElementType.Int64, ElementType.Int32, values));
            sbyte[] narrow = [.. values.Select(value => (sbyte)value)];
            CollectionAssert.AreEqual(narrow.Select(value => (long)value).ToArray(), Cast<sbyte, long>(ElementType.Int8, ElementType.Int64, narrow));
            CollectionAssert.AreEqual(narrow.Select(value => (byte)(value != 0 ? 1 : 0)).ToArray(), Cast<sbyte, byte>(ElementType.Int8, ElementType.Bool, narrow));
        });

    [TestMethod]
    public void Integers_become_the_nearest_real() =>
        Gen.Select(Gen.Long, Gen.Int[0, 63]).Select((value, shift) => value >> shift).Array[1, 20].Sample(values =>
        {
            // 2^24 and halves of it, where ties and sticky bits are.
            long[] all = [.. values, .. values.SelectMany(value => new[] { value & ~0x3FFL, (value & ~0x3FFL) | 1 }), long.MinValue, long.MaxValue];

            CollectionAssert.AreEqual(all.Select(Nearest).ToArray(), Cast<long, float>(ElementType.Int64, ElementType.Float32, all));
        });

    [TestMethod]
    public void Truth_is_one_as_a_number() =>
        CollectionAssert.AreEqual(new[] { 0f, 1, 1 }, Cast<byte, float>(ElementType.Bool, ElementType.Float32, [0, 1, 7]));

    [TestMethod]
    public void Comparisons_broadcast() =>
        Gen.Select(BroadcastCase.Any, Gen.Int[0, 2], Gen.Int[0, 1000]).Sample((shapes, relation, seed) =>
        {
            var random = new Random(seed);
            float[] left = Values(random, shapes.Left), right = Values(random, shapes.Right);
            byte[] expected = [.. Enumerable.Range(0, shapes.Count).Select(i => Holds(relation, left[shapes.Source(shapes.Left, i)], right[shapes.Source(shapes.Right, i)]))];

            byte[] ofReals = new OperatorRecord(Compare.Kernel).Input(shapes.Left, left).Input(shapes.Right, right).Output(ElementType.Bool, shapes.Output).Attributes(relation).Run<byte>();
            byte[] ofIntegers = new OperatorRecord(Compare.Kernel)
                .Input<short>(ElementType.Int16, shapes.Left, [.. left.Select(value => (short)value)]).Input<short>(ElementType.Int16, shapes.Right, [.. right.Select(value => (short)value)])
                .Output(ElementType.Bool, shapes.Output).Attributes(relation).Run<byte>();

            CollectionAssert.AreEqual(expected, ofReals);
            CollectionAssert.AreEqual(expected, ofIntegers);
        });

    [TestMethod]
    public void Arithmetic_on_integers_broadcasts_and_keeps_the_low_bits() =>
        Gen.Select(BroadcastCase.Any, Gen.Int[0, 7], Gen.Int[0, 1000]).Sample((shapes, operation, seed) =>
        {
            var random = new Random(seed);
            sbyte[] left = Bytes(random, shapes.Left), right = Bytes(random, shapes.Right);
            sbyte[] expected = [.. Enumerable.Range(0, shapes.Count).Select(i => (sbyte)Computed(operation, left[shapes.Source(shapes.Left, i)], right[shapes.Source(shapes.Right, i)]))];

            sbyte[] narrow = new OperatorRecord(IntegerArithmetic.Kernel).Input<sbyte>(ElementType.Int8, shapes.Left, left).Input<sbyte>(ElementType.Int8, shapes.Right, right)
                .Output(ElementType.Int8, shapes.Output).Attributes(operation).Run<sbyte>();
            long[] wide = new OperatorRecord(IntegerArithmetic.Kernel)
                .Input<long>(ElementType.Int64, shapes.Left, [.. left.Select(value => (long)value)]).Input<long>(ElementType.Int64, shapes.Right, [.. right.Select(value => (long)value)])
                .Output(ElementType.Int64, shapes.Output).Attributes(operation).Run<long>();

            CollectionAssert.AreEqual(expected, narrow);
            CollectionAssert.AreEqual(expected, wide.Select(value => (sbyte)value).ToArray());
        });

    [TestMethod]
    public void What_dotnet_refuses_to_divide_has_a_result()
    {
        long[] left = [long.MinValue, long.MinValue, 5, -5], right = [-1, 0, 0, -1];
        foreach ((int operation, long[] expected) in new[] { (3, [long.MinValue, 0, 0, 5]), (6, new long[4]), (7, new long[4]) })
        {
            long[] y = new OperatorRecord(IntegerArithmetic.Kernel).Input<long>(ElementType.Int64, [4], left).Input<long>(ElementType.Int64, [4], right)
                .Output(ElementType.Int64, 4).Attributes(operation).Run<long>();

            CollectionAssert.AreEqual(expected, y);
        }
    }

    [TestMethod]
    public void Nothing_holds_of_not_a_number()
    {
        for (int relation = 0; relation < 3; relation++)
        {
            byte[] y = new OperatorRecord(Compare.Kernel).Input([2], [float.NaN, 1]).Input([2], [float.NaN, float.NaN]).Output(ElementType.Bool, 2).Attributes(relation).Run<byte>();

            CollectionAssert.AreEqual(new byte[2], y);
        }
    }

    [TestMethod]
    public void Operations_on_truth_values_broadcast() =>
        Gen.Select(BroadcastCase.Any, Gen.Int[0, 2], Gen.Int[0, 1000]).Sample((shapes, operation, seed) =>
        {
            var random = new Random(seed);
            byte[] left = Truths(random, shapes.Left), right = Truths(random, shapes.Right);
            byte[] expected = [.. Enumerable.Range(0, shapes.Count).Select(i => Combined(operation, left[shapes.Source(shapes.Left, i)], right[shapes.Source(shapes.Right, i)]))];

            byte[] y = new OperatorRecord(Logical.Kernel).Input<byte>(ElementType.Bool, shapes.Left, left).Input<byte>(ElementType.Bool, shapes.Right, right)
                .Output(ElementType.Bool, shapes.Output).Attributes(operation).Run<byte>();

            CollectionAssert.AreEqual(expected, y);
        });

    [TestMethod]
    public void Choices_broadcast_all_three() =>
        Gen.Select(BroadcastCase.Any, Gen.Int[0, 2], Gen.Int[0, 1000]).Sample((shapes, order, seed) =>
        {
            var random = new Random(seed);
            int[] narrow = [.. shapes.Output.Select(dimension => random.Next(2) == 0 ? 1 : dimension)];
            int[][] places = order == 0 ? [narrow, shapes.Left, shapes.Right] : order == 1 ? [shapes.Left, shapes.Right, narrow] : [shapes.Right, narrow, shapes.Left];
            byte[] condition = Truths(random, places[0]);
            float[] left = Values(random, places[1]), right = Values(random, places[2]);
            float[] expected = [.. Enumerable.Range(0, shapes.Count).Select(i => condition[shapes.Source(places[0], i)] != 0 ? left[shapes.Source(places[1], i)] : right[shapes.Source(places[2], i)])];

            float[] y = new OperatorRecord(Where.Kernel).Input<byte>(ElementType.Bool, places[0], condition).Input(places[1], left).Input(places[2], right)
                .Output(ElementType.Float32, shapes.Output).Run<float>();

            CollectionAssert.AreEqual(expected, y);
        });

    private static byte Holds(int relation, float left, float right) => (byte)((relation == 0 ? left == right : relation == 1 ? left > right : left >= right) ? 1 : 0);

    private static int Computed(int operation, int left, int right) => operation switch
    {
        0 => left + right,
        1 => left - right,
        2 => left * right,
        3 => right == 0 ? 0 : left / right,
        4 => Math.Max(left, right),
        5 => Math.Min(left, right),
        6 => right == 0 ? 0 : left % right,
        _ => right == 0 ? 0 : left - (int)(Math.Floor((double)left / right) * right),
    };

    private static sbyte[] Bytes(Random random, int[] shape) => [.. Enumerable.Range(0, BroadcastCase.Elements(shape)).Select(_ => (sbyte)random.Next(random.Next(2) == 0 ? -128 : -2, random.Next(2) == 0 ? 128 : 3))];

    private static byte Combined(int operation, byte left, byte right) => (byte)(operation == 0 ? left & right : operation == 1 ? left | right : left ^ right);

    private static float[] Values(Random random, int[] shape) => [.. Enumerable.Range(0, BroadcastCase.Elements(shape)).Select(_ => (float)random.Next(-2, 3))];

    private static byte[] Truths(Random random, int[] shape) => [.. Enumerable.Range(0, BroadcastCase.Elements(shape)).Select(_ => (byte)random.Next(2))];

    private static T Saturated<T>(float value)
        where T : INumber<T> => T.CreateSaturating(float.IsNaN(value) ? 0 : value);

    // Through decimal digits, which are parsed to the nearest.
    private static float Nearest(long value) => float.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static TTo[] Cast<TFrom, TTo>(ElementType from, ElementType to, TFrom[] values)
        where TFrom : unmanaged
        where TTo : unmanaged => new OperatorRecord(TinyMl.Operators.Data.Cast.Kernel).Input<TFrom>(from, [values.Length], values).Output(to, values.Length).Run<TTo>();
}
