using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

[TestClass]
public sealed class CancelingQuantization
{
    private static readonly QuantizationParameters Tenth = new(0.1f, 5);

    [TestMethod]
    public void DequantizeAndTheQuantizeThatUndoesItDisappear()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.Add(new Tanh(), builder.Input(ElementType.Int8, Tenth, 1, 4));
        y = builder.AddAs(ElementType.Float32, null, new Dequantize(), y);
        y = builder.AddAs(ElementType.Int8, new QuantizationParameters(0.1f, 5), new Quantize(), y);
        Graph graph = builder.Build(builder.Add(new Logistic(), y));

        Assert.AreEqual("Tanh Logistic", graph.Simplified().Operators());
    }

    [TestMethod]
    public void AnotherScaleStays()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.AddAs(ElementType.Float32, null, new Dequantize(), builder.Input(ElementType.Int8, Tenth, 1, 4));
        Graph graph = builder.Build(builder.AddAs(ElementType.Int8, new QuantizationParameters(0.2f, 5), new Quantize(), y));

        Assert.AreEqual("Dequantize Quantize", graph.Simplified().Operators());
    }

    [TestMethod]
    public void QuantizeAndDequantizeRoundAndStay()
    {
        var builder = new GraphBuilder();
        Tensor y = builder.AddAs(ElementType.Int8, Tenth, new Quantize(), builder.Input(1, 4));
        Graph graph = builder.Build(builder.AddAs(ElementType.Float32, null, new Dequantize(), y));

        Assert.AreEqual("Quantize Dequantize", graph.Simplified().Operators());
    }
}
