using System;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class BinaryTests
{
    [TestMethod]
    public void Addition_broadcasts() => AssertBroadcasts(Add.Kernel, (left, right) => left + right);

    [TestMethod]
    public void Subtraction_broadcasts() => AssertBroadcasts(Sub.Kernel, (left, right) => left - right);

    [TestMethod]
    public void Multiplication_broadcasts() => AssertBroadcasts(Mul.Kernel, (left, right) => left * right);

    [TestMethod]
    public void Division_broadcasts() => AssertBroadcasts(Div.Kernel, (left, right) => left / right);

    [TestMethod]
    public void The_greater_one_broadcasts() => AssertBroadcasts(Maximum.Kernel, Math.Max);

    [TestMethod]
    public void The_lesser_one_broadcasts() => AssertBroadcasts(Minimum.Kernel, Math.Min);

    [TestMethod]
    public void Squares_of_differences_broadcast() => AssertBroadcasts(SquaredDifference.Kernel, (left, right) => (left - right) * (left - right));

    [TestMethod]
    public void Slopes_broadcast() => AssertBroadcasts(PRelu.Kernel, (left, right) => left >= 0 ? left : left * right);

    [TestMethod]
    public void Remainders_broadcast()
    {
        AssertBroadcasts(Mod.Kernel, (left, right) => (float)(left - (Math.Truncate((double)left / right) * right)));
        AssertBroadcasts(FloorMod.Kernel, (left, right) => (float)(left - (Math.Floor((double)left / right) * right)));
    }

    [TestMethod]
    public void Powers_broadcast() => AssertBroadcasts(Pow.Kernel, (left, right) => (float)TinyMl.Arithmetic.Power.Pow(left, right));

    [TestMethod]
    public void Not_a_number_is_neither_greater_nor_lesser()
    {
        foreach (Kernel kernel in new[] { Maximum.Kernel, Minimum.Kernel })
        {
            float[] actual = new OperatorRecord(kernel).Input([2], [float.NaN, 1]).Input([2], [1, float.NaN]).Output(ElementType.Float32, 2).Run<float>();

            Assert.IsTrue(actual.All(float.IsNaN));
        }
    }

    [TestMethod]
    public void In_place_over_either_operand_gives_the_same_bits() =>
        Gen.Select(BroadcastCase.Any, RealTensor.Seed).Sample((shapes, seed) =>
        {
            RealTensor left = RealTensor.Random(seed, 3, shapes.Left), right = RealTensor.Random(seed + 1, 3, shapes.Right);
            OperatorRecord Record() => new OperatorRecord(Sub.Kernel).Input(left.Shape, left.Values).Input(right.Shape, right.Values);
            float[] expected = Record().Output(ElementType.Float32, shapes.Output).Run<float>();

            for (int operand = 0; operand < 2; operand++)
            {
                if ((operand == 0 ? left : right).Values.Length != shapes.Count) continue;
                Real.AssertSameBits(expected, Record().OutputOver(operand, ElementType.Float32, shapes.Output).Run<float>());
            }
        });

    private static void AssertBroadcasts(Kernel kernel, Func<float, float, float> function) =>
        Gen.Select(BroadcastCase.Any, Gen.Int[0, 2], Real.Activation, RealTensor.Seed).Sample((shapes, constant, activation, seed) =>
        {
            RealTensor left = RealTensor.Random(seed, 3, shapes.Left), right = RealTensor.Random(seed + 1, 3, shapes.Right);
            float[] expected =
            [
                .. Enumerable.Range(0, shapes.Count).Select(i =>
                    (float)Real.Clamp(function(left.Values[shapes.Source(shapes.Left, i)], right.Values[shapes.Source(shapes.Right, i)]), activation)),
            ];

            var record = new OperatorRecord(kernel);
            record = constant == 1 ? record.Constant(left.Shape, left.Values) : record.Input(left.Shape, left.Values);
            record = constant == 2 ? record.Constant(right.Shape, right.Values) : record.Input(right.Shape, right.Values);
            float[] actual = record.Output(ElementType.Float32, shapes.Output).Attributes(activation).Run<float>();

            CollectionAssert.AreEqual(expected, actual);
        });
}
