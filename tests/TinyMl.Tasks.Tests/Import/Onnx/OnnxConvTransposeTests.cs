using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>ConvTranspose against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxConvTransposeTests
{
    [TestMethod]
    public void RandomAttributesAgree()
    {
        int compared = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            OnnxModelBuilder model = RandomConvolution(new Random(seed));
            if (IsRefused(model) || !OnnxRuntimeOracle.Accepts(model)) continue;
            OnnxRuntimeOracle.RequireAgreement(model, $"seed {seed}");
            compared++;
        }

        Assert.IsGreaterThan(120, compared);
    }

    [TestMethod]
    public void PaddingOfTheOutputBeyondAStrideGivesZeros()
    {
        // ONNX Runtime refuses it, the standard has it.
        float[] plain = Run([0, 0], out int[] small), padded = Run([3, 2], out int[] large);

        CollectionAssert.AreEqual(new[] { 1, 3, small[2] + 3, small[3] + 2 }, large);
        float[] expected = new float[padded.Length];
        for (int row = 0; row < 3 * small[2]; row++) Array.Copy(plain, row * small[3], expected, ((row / small[2] * large[2]) + (row % small[2])) * large[3], small[3]);
        CollectionAssert.AreEqual(expected, padded);

        static float[] Run(long[] padding, out int[] shape)
        {
            var model = new OnnxModelBuilder();
            string x = model.Input(1, 2, 3, 4);
            model.Output(model.Node("ConvTranspose", [x, model.Random(1, 2, 3, 2, 2)], Attribute("dilations", 4, 3), Attribute("output_padding", padding)));
            TinyModel runtime = OnnxRuntimeOracle.Load(OnnxRuntimeOracle.Import(model.Write()).Simplified());
            for (int i = 0; i < 24; i++) runtime.Input<float>()[i] = i - 11.5f;
            runtime.Invoke();
            shape = [.. runtime.Outputs[0].Shape];
            return runtime.Output<float>().ToArray();
        }
    }

    [TestMethod]
    public void AutomaticPaddingOfAWindowSmallerThanItsStrideIsRefused()
    {
        var model = new OnnxModelBuilder();
        model.Output(model.Node("ConvTranspose", [model.Input(1, 1, 5), model.Random(1, 1, 1, 2)], Attribute("strides", new[] { 3L }), Attribute("auto_pad", "SAME_UPPER")));

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual("TML1004", exception.Diagnostic.Code);
        Assert.Contains("its auto_pad SAME_UPPER asks for more than its window of 2 reaches with a stride of 3", exception.Message);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void QuantizedWeightsOfEveryGroupStayIntegers(int groups)
    {
        var model = new OnnxModelBuilder();
        byte[] weights = [.. Enumerable.Range(0, 4 * 6 * 9).Select(i => (byte)((i * 37 % 255) - 127))];
        float[] scales = [.. Enumerable.Range(1, 6).Select(i => 0.002f * i * i)];
        string filter = model.Node(
            "DequantizeLinear",
            [model.Initializer(Tensor(DataType.Int8, [4, 6, 3, 3], weights)), model.Floats([6], scales), model.Initializer(Tensor(DataType.Int8, [6], new byte[6]))],
            Attribute("axis", 1));
        string y = model.Node("ConvTranspose", [Quantized(model.Input(1, 4, 4, 4), 0.02f), filter], Attribute("group", groups), Attribute("strides", 2, 2));
        Graph graph = OnnxRuntimeOracle.Import(model.Output(Quantized(y, 0.1f)).Write()), simplified = graph.Simplified();

        float[] expected = Run(graph), actual = Run(simplified);
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 0.1001f);
        Assert.Contains("TransposeConv2DInt8", GraphLowering.Lower(simplified).Operators.Select(@operator => @operator.Code.ToString()));

        string Quantized(string value, float scale)
        {
            string[] parameters = [model.Floats([], scale), model.Initializer(Tensor(DataType.Int8, [], [3]))];
            return model.Node("DequantizeLinear", [model.Node("QuantizeLinear", [value, .. parameters]), .. parameters]);
        }

        static float[] Run(Graph graph)
        {
            TinyModel runtime = OnnxRuntimeOracle.Load(graph);
            for (int i = 0; i < 64; i++) runtime.Input<float>()[i] = ((i * 29 % 64) - 32) / 16f;
            runtime.Invoke();
            return runtime.Output<float>().ToArray();
        }
    }

    // Automatic padding of a window that is smaller than its stride.
    private static bool IsRefused(OnnxModelBuilder model)
    {
        try
        {
            OnnxRuntimeOracle.Import(model.Write());
            return false;
        }
        catch (DiagnosticException exception) when (exception.Message.Contains("its auto_pad", StringComparison.Ordinal))
        {
            return true;
        }
    }

    private static OnnxModelBuilder RandomConvolution(Random random)
    {
        int dimensions = 1 + random.Next(2), groups = 1 + random.Next(3);
        int inputs = groups * (1 + random.Next(3)), outputs = 1 + random.Next(3);
        long[] kernel = Numbers(_ => 1 + random.Next(4)), strides = Numbers(_ => 1 + random.Next(3)), dilations = Numbers(_ => 1 + random.Next(2)), size = Numbers(_ => 2 + random.Next(5));
        var model = new OnnxModelBuilder(random.Next(2) == 0 ? 11 : 17);
        string x = model.Input([1 + random.Next(2), inputs, .. size]);
        List<string> operands = [x, model.Random(random.Next(), [inputs, outputs, .. kernel])];
        if (random.Next(2) == 0) operands.Add(model.Random(random.Next(), groups * outputs));

        List<AttributeProto> attributes = [Attribute("group", groups), Attribute("strides", strides), Attribute("dilations", dilations)];
        if (random.Next(2) == 0) attributes.Add(Attribute("kernel_shape", kernel));
        if (random.Next(2) == 0) attributes.Add(Attribute("output_padding", Numbers(axis => random.Next((int)Math.Max(strides[axis], dilations[axis])))));
        switch (random.Next(4))
        {
            case 0:
                attributes.Add(Attribute("pads", [.. Numbers(_ => random.Next(3)), .. Numbers(_ => random.Next(3))]));
                break;
            case 1:
                attributes.Add(Attribute("auto_pad", new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }[random.Next(3)]));
                break;
            case 2:
                attributes.Add(Attribute("output_shape", Numbers(axis => (int)((size[axis] * strides[axis]) + random.Next(3)))));
                if (random.Next(2) == 0) attributes.Add(Attribute("auto_pad", random.Next(2) == 0 ? "SAME_UPPER" : "SAME_LOWER"));
                break;
        }

        return model.Output(model.Node("ConvTranspose", operands, attributes));

        long[] Numbers(Func<int, int> number) => [.. Enumerable.Range(0, dimensions).Select(axis => (long)number(axis))];
    }
}
