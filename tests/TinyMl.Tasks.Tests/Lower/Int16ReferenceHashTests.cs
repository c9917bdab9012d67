using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>
/// Int16 operators on 2,000 cases each of a stated generator, whose outputs TensorFlow Lite Micro's reference kernels gave too: the
/// numbers are FNV-1a hashes of what those gave.
/// </summary>
[TestClass]
public sealed class Int16ReferenceHashTests
{
    private const int Cases = 2000;

    private static readonly QuantizationParameters Unit = new(1f / 32768, 0);

    private uint _state = 1;
    private uint _hash = 2166136261;

    [TestMethod]
    public void LogisticEqualsTheReference() => Check(1691583203, i => Sigmoid(i, new Logistic()));

    [TestMethod]
    public void TanhEqualsTheReference() => Check(1326314162, i => Sigmoid(i, new Tanh()));

    [TestMethod]
    public void SoftmaxEqualsTheReference() => Check(2722979151, _ =>
    {
        int length = 1 + Next(40);
        float scale = Scale();
        return Run(new Softmax(1), Unit, X(length, scale, Values(length)));
    });

    [TestMethod]
    public void AddEqualsTheReference() => Check(1241785121, _ => Sum(new Add(ActivationRange.None)));

    [TestMethod]
    public void SubEqualsTheReference() => Check(2765516195, _ => Sum(new Sub(ActivationRange.None)));

    [TestMethod]
    public void MulEqualsTheReference() => Check(3403336150, _ =>
    {
        int length = 1 + Next(40);
        float left = Scale(), right = Scale(), output = (1 + Next(1000)) * left * right * 32;
        return Run(new Mul(ActivationRange.None), new(output, 0), X(length, left, Values(length)), X(length, right, Values(length)));
    });

    [TestMethod]
    public void LeakyReluEqualsTheReference() => Check(1783761820, _ =>
    {
        int length = 1 + Next(40);
        float input = Scale(), output = Scale(), alpha = (Next(2001) - 1000) / 512f;
        return Run(new LeakyRelu(alpha), new(output, 0), X(length, input, Values(length)));
    });

    [TestMethod]
    public void FullyConnectedEqualsTheReference() => Check(4239735474, _ =>
    {
        int inputs = 1 + Next(40), outputs = 1 + Next(4);
        float input = Scale(), weight = Scale(), output = (1 + Next(1000)) * input * weight * 16;
        (Tensor Tensor, short[] Values) x = X(inputs, input, Values(inputs));
        sbyte[] weights = [.. Enumerable.Range(0, inputs * outputs).Select(_ => (sbyte)(Next(255) - 127))];
        long[] bias = [.. Enumerable.Range(0, outputs).Select(_ => (long)(Next(65536) - 32768) * Next(65536))];
        return Run(
            new FullyConnected(ActivationRange.None),
            new(output, 0),
            x,
            (Tensor.Constant<sbyte>("w", ElementType.Int8, new Shape(outputs, inputs), weights, new(weight, 0)), []),
            (Tensor.Constant<long>("b", ElementType.Int64, new Shape(outputs), bias), []));
    });

    private short[] Sigmoid(int index, Operator @operator)
    {
        int length = 1 + Next(40);
        float scale = Scale();
        if (index % 4 == 0) scale = MathF.ScaleB(1, -11 - Next(3));
        return Run(@operator, Unit, X(length, scale, Values(length)));
    }

    private short[] Sum(Operator @operator)
    {
        int length = 1 + Next(40);
        float left = Scale(), right = Scale(), output = (1 + Next(1000)) * MathF.Max(left, right) / 256;
        return Run(@operator, new(output, 0), X(length, left, Values(length)), X(length, right, Values(length)));
    }

    private void Check(uint expected, Func<int, short[]> run)
    {
        for (int i = 0; i < Cases; i++)
        {
            foreach (byte value in run(i).SelectMany(BitConverter.GetBytes)) _hash = unchecked((_hash ^ value) * 16777619);
        }

        Assert.AreEqual(expected, _hash);
    }

    private static (Tensor Tensor, short[] Values) X(int length, float scale, short[] values) => (new Tensor("x", ElementType.Int16, new Shape(length), new(scale, 0)), values);

    private static short[] Run(Operator @operator, QuantizationParameters output, params (Tensor Tensor, short[] Values)[] inputs)
    {
        Tensor[] tensors = [.. inputs.Select(input => input.Tensor)], given = [.. tensors.Where(tensor => !tensor.IsConstant)];
        var y = new Tensor("y", ElementType.Int16, @operator.InferShape(tensors), output);
        TinyModel model = PackedGraph.Load(new Graph("Model", given, [y], [new Node("node", @operator, tensors, [y])]));
        for (int i = 0; i < given.Length; i++) inputs[i].Values.CopyTo(model.Input<short>(i));
        model.Invoke();
        return model.Output<short>().ToArray();
    }

    private float Scale()
    {
        int bits = Next(10);
        return (1 + Next(1000)) / (float)(1 << (10 + bits));
    }

    private short[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => unchecked((short)Next(65536)))];

    // Numerical Recipes' linear congruential generator, its upper half.
    private int Next(int limit)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 16) % (uint)limit);
    }
}
