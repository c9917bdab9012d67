using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class Int16FunctionsTests
{
    // The chords between the table's points are that near to the curve, in steps of 2^-15.
    private const double Tolerance = 1.5;

    [TestMethod]
    public void EveryInputGivesTheLogisticFunctionAndTheTangent()
    {
        for (int input = short.MinValue; input <= short.MaxValue; input++)
        {
            double x = input / 4096.0;
            Assert.AreEqual(Math.Min(32768 / (1 + Math.Exp(-x)), short.MaxValue), Int16Functions.Logistic((short)input), Tolerance, $"logistic of {x}");
            Assert.AreEqual(Math.Clamp(32768 * Math.Tanh(x), -short.MaxValue, short.MaxValue), Int16Functions.Tanh((short)input), 2 * Tolerance, $"tangent of {x}");
        }
    }

    [TestMethod]
    [DataRow((short)0, (short)16384, (short)0)]
    [DataRow((short)1, (short)16386, (short)8)]
    [DataRow((short)-1, (short)16382, (short)-8)]
    [DataRow((short)12345, (short)31234, (short)32611)]
    [DataRow((short)32767, (short)32757, (short)32767)]
    [DataRow(short.MinValue, (short)11, (short)-32767)]
    public void SomeValuesAreThoseOfTheReferenceKernels(short input, short logistic, short tangent)
    {
        Assert.AreEqual(logistic, Int16Functions.Logistic(input));
        Assert.AreEqual(tangent, Int16Functions.Tanh(input));
    }

    [TestMethod]
    public void AllValuesAreThoseOfTheReferenceKernels()
    {
        // FNV-1a over both functions of every input in order; the number is what the reference kernels gave.
        uint hash = 2166136261;
        for (int input = short.MinValue; input <= short.MaxValue; input++)
        {
            hash = unchecked((hash ^ (ushort)Int16Functions.Logistic((short)input)) * 16777619);
            hash = unchecked((hash ^ (ushort)Int16Functions.Tanh((short)input)) * 16777619);
        }

        Assert.AreEqual(1245287291u, hash);
    }

    [TestMethod]
    public void AShiftHalvesAndAMultiplierDoublesTheInput()
    {
        for (int input = -8000; input <= 8000; input += 16)
        {
            Assert.AreEqual(Int16Functions.Tanh((short)input), Int16Functions.Tanh((short)(2 * input), 3, 1));
            Assert.AreEqual(Int16Functions.Tanh((short)(2 * input)), Int16Functions.Tanh((short)input, 6, 0));
        }
    }
}
