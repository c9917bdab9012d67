using System;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests;

/// <summary>SVDF layers over several inputs against their definition, which knows no state: every output from the last inputs.</summary>
[TestClass]
public sealed class SvdfTests
{
    private const int Batches = 2;
    private const int Inputs = 5;
    private const int Units = 3;
    private const int Rank = 2;
    private const int Filters = Units * Rank;
    private const int Memory = 4;
    private const int Calls = 9;

    [TestMethod]
    public void AFloatLayerRemembersItsLastInputs()
    {
        var random = new Random(1);
        float[] features = Reals(Filters * Inputs), times = Reals(Filters * Memory), bias = Reals(Units);
        float[][] x = [.. Enumerable.Range(0, Calls).Select(_ => Reals(Batches * Inputs))];
        float[] state = new float[Batches * Filters * Memory];
        for (int call = 0; call < Calls; call++)
        {
            byte[][] outputs = new OperatorRecord(TinyMl.Operators.Float32.Svdf.Kernel)
                .Input([Batches, Inputs], x[call]).Constant([Filters, Inputs], features).Constant([Filters, Memory], times).Input([Batches, Filters * Memory], state).Constant([Units], bias)
                .Output(ElementType.Float32, Batches, Filters * Memory).Output(ElementType.Float32, Batches, Units).Attributes(-0.5f)
                .RunAll();
            state = MemoryMarshal.Cast<byte, float>(outputs[0]).ToArray();
            float[] y = MemoryMarshal.Cast<byte, float>(outputs[1]).ToArray();
            for (int i = 0; i < y.Length; i++)
            {
                double expected = bias[i % Units];
                for (int filter = i % Units * Rank; filter < ((i % Units) + 1) * Rank; filter++)
                {
                    for (int age = 0; age < Memory && age <= call; age++)
                    {
                        expected += times[((filter + 1) * Memory) - 1 - age] * Enumerable.Range(0, Inputs).Sum(j => (double)x[call - age][(i / Units * Inputs) + j] * features[(filter * Inputs) + j]);
                    }
                }

                Assert.AreEqual(Math.Max(expected, -0.5), y[i], 1e-5, $"call {call}, output {i}");
            }
        }

        float[] Reals(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    [TestMethod]
    [DataRow(ElementType.Int8, -20)]
    [DataRow(ElementType.Int16, 0)]
    public void AnIntegerLayerRoundsAndSaturatesAsTheReferenceDoes(ElementType type, int stateZeroPoint)
    {
        const int xZeroPoint = 7, yZeroPoint = -30;
        bool isWide = type == ElementType.Int16;
        int largest = isWide ? short.MaxValue : sbyte.MaxValue;
        var random = new Random(2);
        sbyte[] features = Bytes(Filters * Inputs);
        int[] times = [.. Enumerable.Range(0, Filters * Memory).Select(_ => random.Next(-largest, largest + 1))], bias = [.. Enumerable.Range(0, Units).Select(_ => random.Next(-9999, 9999))];
        sbyte[][] x = [.. Enumerable.Range(0, Calls).Select(_ => Bytes(Batches * Inputs))];
        int[] toState = [1_234_567_890, isWide ? -1 : -8], toOutput = [1_987_654_321, isWide ? -20 : -5];
        byte[] state = Stored(Enumerable.Repeat(stateZeroPoint, Batches * Filters * Memory));
        for (int call = 0; call < Calls; call++)
        {
            byte[][] outputs = new OperatorRecord(TinyMl.Operators.Int8.Svdf.Kernel)
                .Input<sbyte>(ElementType.Int8, [Batches, Inputs], x[call]).Constant<sbyte>(ElementType.Int8, [Filters, Inputs], features)
                .Constant<byte>(type, [Filters, Memory], Stored(times)).Input<byte>(type, [Batches, Filters * Memory], state).Constant<int>(ElementType.Int32, [Units], bias)
                .Output(type, Batches, Filters * Memory).Output(ElementType.Int8, Batches, Units).Attributes([xZeroPoint, stateZeroPoint, .. toState, .. toOutput, yZeroPoint])
                .RunAll();
            state = outputs[0];
            for (int i = 0; i < Batches * Units; i++)
            {
                int sum = bias[i % Units];
                for (int filter = i % Units * Rank; filter < ((i % Units) + 1) * Rank; filter++)
                {
                    for (int age = 0; age < Memory && age <= call; age++) sum += times[((filter + 1) * Memory) - 1 - age] * Feature(x[call - age], i / Units, filter);
                }

                int expected = FixedPoint.MultiplyByQuantizedMultiplier(sum, toOutput[0], toOutput[1]) + yZeroPoint;
                Assert.AreEqual(Math.Clamp(expected, sbyte.MinValue, sbyte.MaxValue), (sbyte)outputs[1][i], $"call {call}, output {i}");
            }
        }

        int Feature(sbyte[] input, int batch, int filter)
        {
            int sum = Enumerable.Range(0, Inputs).Sum(j => (input[(batch * Inputs) + j] - xZeroPoint) * features[(filter * Inputs) + j]);
            int feature = Math.Clamp(FixedPoint.MultiplyByQuantizedMultiplier(sum, toState[0], toState[1]), -largest - 1, largest);
            return isWide ? feature : unchecked((sbyte)(feature + stateZeroPoint)) - stateZeroPoint;
        }

        sbyte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128))];

        byte[] Stored(System.Collections.Generic.IEnumerable<int> values) =>
            isWide ? MemoryMarshal.AsBytes<short>([.. values.Select(value => (short)value)]).ToArray() : [.. values.Select(value => unchecked((byte)value))];
    }
}
