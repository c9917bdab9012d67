using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>
/// Int8 operators give the bytes of TensorFlow Lite Micro's reference kernels. The checksums are those of what its ConvPerChannel,
/// TransposeConv, BatchMatMul, FullyConnected and Softmax, with the multipliers of its QuantizeMultiplier, wrote for the same 300 cases each
/// (commit 90b983c2, compiled for x86-64 with double rounding).
/// </summary>
[TestClass]
public sealed class Int8ReferenceTests
{
    private const int Cases = 300;

    [TestMethod]
    public void GroupedConvolutions() => AssertChecksum(0x157745BA, firstSeed: 1000, Convolution);

    [TestMethod]
    public void TransposedConvolutions() => AssertChecksum(0x13D7AA00, firstSeed: 2000, TransposedConvolution);

    [TestMethod]
    public void ProductsOfMatrices() => AssertChecksum(0xC89FF0BA, firstSeed: 3000, Product);

    [TestMethod]
    public void InnerProductsWithAsymmetricWeights() => AssertChecksum(0x816DBD9B, firstSeed: 4000, InnerProduct);

    [TestMethod]
    public void SoftmaxesToInt16() => AssertChecksum(0xDA4C4E14, firstSeed: 5000, WideSoftmax);

    private static void AssertChecksum(uint expected, uint firstSeed, Func<Numbers, sbyte[]> run)
    {
        var checksum = new Crc32();
        for (uint i = 0; i < Cases; i++) checksum.Append(MemoryMarshal.AsBytes<sbyte>(run(new Numbers(firstSeed + i))));
        Assert.AreEqual(expected, checksum.GetCurrentHashAsUInt32());
    }

    private static sbyte[] Convolution(Numbers n)
    {
        int batches = n.Next(1, 2), height = n.Next(1, 6), width = n.Next(1, 6), groups = n.Next(1, 3), inputs = n.Next(1, 20), outputs = n.Next(1, 4);
        int filterHeight = n.Next(1, 3), filterWidth = n.Next(1, 3), strideHeight = n.Next(1, 2), strideWidth = n.Next(1, 2), dilationHeight = n.Next(1, 2), dilationWidth = n.Next(1, 2);
        int top = n.Next(0, 2), left = n.Next(0, 2), bottom = n.Next(0, 2), right = n.Next(0, 2);
        bottom = Math.Max(bottom, ((filterHeight - 1) * dilationHeight) + 1 - height - top);
        right = Math.Max(right, ((filterWidth - 1) * dilationWidth) + 1 - width - left);
        var window = new Window(strideHeight, strideWidth, dilationHeight, dilationWidth, top, left, bottom, right);
        return Layer(n, new Shape(batches, height, width, groups * inputs), new Shape(groups * outputs, filterHeight, filterWidth, inputs), activation => new Conv2D(window, activation));
    }

    private static sbyte[] TransposedConvolution(Numbers n)
    {
        int batches = n.Next(1, 2), height = n.Next(1, 8), width = n.Next(1, 8), inputs = n.Next(1, 20), outputs = n.Next(1, 70);
        int filterHeight = n.Next(1, 3), filterWidth = n.Next(1, 3), strideHeight = n.Next(1, 3), strideWidth = n.Next(1, 3);
        bool isSame = n.Next(0, 1) == 1;
        if (!isSame) (height, width) = (Math.Max(height, filterHeight), Math.Max(width, filterWidth));
        int rows = Padding(height, filterHeight, strideHeight), columns = Padding(width, filterWidth, strideWidth);
        var window = new Window(strideHeight, strideWidth, 1, 1, rows / 2, columns / 2, rows - (rows / 2), columns - (columns / 2));
        Shape x = new(batches, window.OutputHeight(height, filterHeight), window.OutputWidth(width, filterWidth), inputs);
        return Layer(n, x, new Shape(outputs, filterHeight, filterWidth, inputs), activation => new TransposeConv2D(window, height, width, activation));

        int Padding(int size, int filter, int stride) => isSame ? Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + filter - size) : 0;
    }

    private static sbyte[] Layer(Numbers n, Shape x, Shape weights, Func<ActivationRange, Operator> create)
    {
        int channels = weights[0];
        float inputScale = n.Scale(), outputScale = n.Scale() * 16;
        int inputZero = n.Next(-128, 127), outputZero = n.Next(-128, 127);
        ActivationRange activation = n.Activation();
        float[] scales = [.. Enumerable.Range(0, n.Next(0, 1) == 1 ? channels : 1).Select(_ => n.Scale() / 16)];
        sbyte[] input = n.Values(x, -128), filter = n.Values(weights, -127);
        var parameters = new QuantizationParameters([.. scales], [.. new int[scales.Length]]);
        return Run(create(activation), new(outputScale, outputZero), [Input(x, inputScale, inputZero, input), Constant(weights, filter, parameters), .. n.Bias(channels)]);
    }

    private static sbyte[] Product(Numbers n)
    {
        int outer = n.Next(1, 3), inner = n.Next(1, 3), broadcast = n.Next(0, 3), rows = n.Next(1, 6), depth = n.Next(1, 40), columns = n.Next(1, 6);
        bool isRightTransposed = n.Next(0, 1) == 1;
        float leftScale = n.Scale(), rightScale = n.Scale(), outputScale = n.Scale() * 64;
        int leftZero = n.Next(-128, 127), rightZero = n.Next(-128, 127), outputZero = n.Next(-128, 127);
        Shape left = new((broadcast & 1) == 1 ? 1 : outer, inner, rows, depth);
        Shape right = new(outer, (broadcast & 2) == 2 ? 1 : inner, isRightTransposed ? columns : depth, isRightTransposed ? depth : columns);
        sbyte[] leftValues = n.Values(left, -128), rightValues = n.Values(right, -128);
        return Run(
            new MatMul(isRightTransposed, ActivationRange.None),
            new(outputScale, outputZero),
            [Input(left, leftScale, leftZero, leftValues), Input(right, rightScale, rightZero, rightValues)]);
    }

    private static sbyte[] InnerProduct(Numbers n)
    {
        int batches = n.Next(1, 3), inputs = n.Next(1, 60), outputs = n.Next(1, 12);
        float inputScale = n.Scale(), weightScale = n.Scale() / 16, outputScale = n.Scale() * 16;
        int inputZero = n.Next(-128, 127), weightZero = n.Next(-128, 127), outputZero = n.Next(-128, 127);
        ActivationRange activation = n.Activation();
        Shape x = new(batches, inputs), weights = new(outputs, inputs);
        sbyte[] values = n.Values(x, -128), matrix = n.Values(weights, -128);
        return Run(
            new MatMul(IsRightTransposed: true, activation),
            new(outputScale, outputZero),
            [Input(x, inputScale, inputZero, values), Constant(weights, matrix, new(weightScale, weightZero)), .. n.Bias(outputs)]);
    }

    // The bytes of int16.
    private static sbyte[] WideSoftmax(Numbers n)
    {
        Shape x = new(n.Next(1, 4), n.Next(1, 60));
        float scale = n.Scale(), beta = n.Next(1, 4) / 2f;
        int zeroPoint = n.Next(-128, 127);
        return Run(new Softmax(beta), new(1f / 65536, short.MinValue), [Input(x, scale, zeroPoint, n.Values(x, -128))], ElementType.Int16);
    }

    private static (Tensor Tensor, sbyte[]? Values) Input(Shape shape, float scale, int zeroPoint, sbyte[] values) =>
        (new Tensor("input", ElementType.Int8, shape, new QuantizationParameters(scale, zeroPoint)), values);

    private static (Tensor Tensor, sbyte[]? Values) Constant(Shape shape, sbyte[] values, QuantizationParameters quantization) =>
        (Tensor.Constant<sbyte>("constant", ElementType.Int8, shape, values, quantization), null);

    private static sbyte[] Run(Operator @operator, QuantizationParameters quantization, IEnumerable<(Tensor Tensor, sbyte[]? Values)> operands, ElementType type = ElementType.Int8)
    {
        Tensor[] inputs = [.. operands.Select(operand => operand.Tensor)];
        var output = new Tensor("output", type, @operator.InferShape(inputs), quantization);
        TinyModel model = PackedGraph.Load(new Graph("Model", inputs.Where(input => !input.IsConstant), [output], [new Node("node", @operator, inputs, [output])]));
        int given = 0;
        foreach ((_, sbyte[]? values) in operands) values?.CopyTo(model.Input<sbyte>(given++));
        model.Invoke();
        return MemoryMarshal.Cast<byte, sbyte>(model.Output<byte>()).ToArray();
    }

    /// <summary>Numbers that are the same in any language: a linear congruential generator (Numerical Recipes), its low bits dropped.</summary>
    private sealed class Numbers(uint seed)
    {
        private uint _state = seed;

        public int Next(int least, int most)
        {
            _state = unchecked((_state * 1664525) + 1013904223);
            return least + (int)((_state >> 8) % (uint)(most - least + 1));
        }

        public float Scale() => Next(1, 1000) / 4096f;

        public ActivationRange Activation() => Next(0, 2) switch { 0 => ActivationRange.None, 1 => ActivationRange.Relu, _ => ActivationRange.Relu6 };

        public sbyte[] Values(Shape shape, int least) => [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (sbyte)Next(least, 127))];

        public IEnumerable<(Tensor Tensor, sbyte[]? Values)> Bias(int channels)
        {
            if (Next(0, 1) == 0) return [];
            int[] values = [.. Enumerable.Range(0, channels).Select(_ => Next(-20_000, 20_000))];
            return [(Tensor.Constant<int>("bias", ElementType.Int32, new Shape(channels), values), null)];
        }
    }
}
