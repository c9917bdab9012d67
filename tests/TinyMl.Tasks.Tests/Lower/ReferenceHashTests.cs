using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>
/// Int8 operators on 2,000 cases each of a stated generator, whose outputs TensorFlow Lite Micro's reference kernels gave too: the
/// numbers are FNV-1a hashes of what those gave.
/// </summary>
[TestClass]
public sealed class ReferenceHashTests
{
    private const int Cases = 2000;

    private uint _state = 1;
    private uint _hash = 2166136261;

    [TestMethod]
    public void LogSoftmaxEqualsTheReference() => Check(2177750218, () =>
    {
        int length = 1 + Next(40);
        float scale = (1 + Next(1000)) / 2048f;
        return Run(new LogSoftmax(), new Shape(length), new(scale, 5), new(1f / 16, 127), Values(length));
    });

    // -30.4 less ln 20 is below -32, which Q5.26 does not have.
    [TestMethod]
    public void DifferencesThatLeaveTheFixedPointAreTheLeast() => CollectionAssert.AreEqual(
        Enumerable.Repeat<sbyte>(79, 20).Append<sbyte>(-128).ToArray(),
        Run(new LogSoftmax(), new Shape(21), new(0.249f, 0), new(1f / 16, 127), [.. Enumerable.Repeat<sbyte>(127, 20), 5]));

    [TestMethod]
    public void L2NormalizationEqualsTheReference() => Check(3260654883, () =>
    {
        int length = 1 + Next(40), zeroPoint = (sbyte)Next(256), range = 1 + Next(255);
        sbyte[] x = [.. Enumerable.Range(0, length).Select(_ => (sbyte)Math.Clamp(zeroPoint + Next(range) - (range / 2), sbyte.MinValue, sbyte.MaxValue))];
        return Run(new L2Normalization(1e-6f), new Shape(length), new(0.1f, zeroPoint), new(1f / 128, 0), x);
    });

    [TestMethod]
    public void MeansEqualTheReference() => Check(2254064827, () => Reduce(axes => new Mean(axes, KeepDimensions: false)));

    [TestMethod]
    public void SumsEqualTheReference() => Check(2549595205, () => Reduce(axes => new ReduceSum(axes, KeepDimensions: false)));

    private sbyte[] Reduce(Func<ImmutableArray<int>, Reduction> create)
    {
        int rank = 1 + Next(5);
        var shape = new Shape([.. Enumerable.Range(0, rank).Select(_ => 1 + Next(5))]);
        int mask = Next(1 << rank);
        ImmutableArray<int> axes = [.. Enumerable.Range(0, rank).Where(axis => (mask >> axis & 1) != 0)];
        int x = (sbyte)Next(256), y = (sbyte)Next(256);
        var input = new QuantizationParameters((1 + Next(1000)) / 2048f, x);
        var output = new QuantizationParameters((1 + Next(1000)) / 512f, y);
        return Run(create(axes), shape, input, output, Values((int)shape.ElementCount));
    }

    private void Check(uint expected, Func<IEnumerable<sbyte>> run)
    {
        for (int i = 0; i < Cases; i++)
        {
            foreach (sbyte value in run()) _hash = unchecked((_hash ^ (byte)value) * 16777619);
        }

        Assert.AreEqual(expected, _hash);
    }

    private static sbyte[] Run(Operator @operator, Shape shape, QuantizationParameters input, QuantizationParameters output, sbyte[] values)
    {
        var x = new Tensor("x", ElementType.Int8, shape, input);
        var y = new Tensor("y", ElementType.Int8, @operator.InferShape([x]), output);
        TinyModel model = PackedGraph.Load(new Graph("Model", [x], [y], [new Node("node", @operator, [x], [y])]));
        values.CopyTo(model.Input<sbyte>());
        model.Invoke();
        return model.Output<sbyte>().ToArray();
    }

    private sbyte[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => unchecked((sbyte)Next(256)))];

    // Numerical Recipes' linear congruential generator, its upper half.
    private int Next(int limit)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 16) % (uint)limit);
    }
}
