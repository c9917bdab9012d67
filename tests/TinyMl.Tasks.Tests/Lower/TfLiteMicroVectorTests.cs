using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>
/// Int8 operators against numbers that TensorFlow Lite Micro's reference kernels gave for random parameters and elements. A line of
/// the file has the operator; scale (the bits of a binary32, hexadecimal) and zero point of each input and of the output; then the
/// outputs for -128 to 127, or left, right and output of each pair.
/// </summary>
[TestClass]
public sealed class TfLiteMicroVectorTests
{
    [TestMethod]
    [DataRow("Abs", 1)]
    [DataRow("Rsqrt", 1)]
    [DataRow("Elu", 1)]
    [DataRow("Div", 2)]
    [DataRow("PRelu", 2)]
    [DataRow("SquaredDifference", 2)]
    public void KernelsGiveTheSameBits(string name, int inputs)
    {
        string[][] lines = [.. File.ReadLines(RepositoryFiles.Find("tests/TinyMl.Tasks.Tests/Lower/TfLiteMicroVectors.txt")).Select(line => line.Split(' ')).Where(line => line[0] == name)];
        Assert.IsNotEmpty(lines);
        foreach (string[] line in lines)
        {
            QuantizationParameters[] quantization = [.. line.Skip(1).Take((inputs + 1) * 2).Chunk(2).Select(Parameters)];
            sbyte[] values = [.. line.Skip(1 + ((inputs + 1) * 2)).Select(value => sbyte.Parse(value, CultureInfo.InvariantCulture))];
            sbyte[][] columns = inputs == 1
                ? [[.. Enumerable.Range(sbyte.MinValue, 256).Select(value => (sbyte)value)], values]
                : [.. Enumerable.Range(0, 3).Select(column => values.Where((_, i) => i % 3 == column).ToArray())];

            CollectionAssert.AreEqual(columns[^1], Run(Operator(name), quantization, columns[..^1]), string.Join(' ', line[..7]));
        }
    }

    private static Operator Operator(string name) => name switch
    {
        "Abs" => new Abs(),
        "Rsqrt" => new Rsqrt(),
        "Elu" => new Elu(1),
        "Div" => new Div(ActivationRange.None),
        "PRelu" => new PRelu(ActivationRange.None),
        _ => new SquaredDifference(ActivationRange.None),
    };

    private static QuantizationParameters Parameters(string[] text) => new(
        BitConverter.UInt32BitsToSingle(uint.Parse(text[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)), int.Parse(text[1], CultureInfo.InvariantCulture));

    private static sbyte[] Run(Operator @operator, QuantizationParameters[] quantization, sbyte[][] inputs)
    {
        var shape = new Shape(inputs[0].Length);
        Tensor[] tensors = [.. inputs.Select((_, i) => new Tensor($"x{i}", ElementType.Int8, shape, quantization[i]))];
        var output = new Tensor("y", ElementType.Int8, shape, quantization[^1]);
        TinyModel model = PackedGraph.Load(new Graph("Model", tensors, [output], [new Node("node", @operator, tensors, [output])]));
        for (int i = 0; i < inputs.Length; i++) inputs[i].CopyTo(model.Input<sbyte>(i));
        model.Invoke();
        return model.Output<sbyte>().ToArray();
    }
}
