using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.QuantizedOnnx;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>Random ONNX graphs of 1 to 8 operators against ONNX Runtime with its graph optimizations off.</summary>
[TestClass]
public sealed class ComparingRandomModels
{
    public required TestContext TestContext { get; set; }

    /// <summary>As imported and as simplified, within 1e-4 of the range of each output; differences of large values within their rounding.</summary>
    [TestMethod]
    public void FloatGraphsGiveOnnxRuntimesValues() => ModelSampling.Sample(TestContext, 1500, seed =>
    {
        RandomModel graph = RandomModel.Create(seed, FloatOperators.All);

        // Normalizations divide by what may be a rounding error itself.
        double share = graph.Operators.Exists(IsNormalization) ? 1 : 0.01;
        string description = $"seed {seed}, opset {graph.Opset}: {string.Join(", ", graph.Operators)}";
        OnnxRuntimeOracle.RequireAgreement(graph.Model, description, leastRange: share * OnnxRuntimeOracle.LargestValue(graph.Model));
    });

    // Quantization makes elements equal, whose variance is nothing but a rounding error.
    private static readonly RandomOperator[] s_quantized = [.. FloatOperators.All.Where(@operator => !IsNormalization(@operator.Name))];

    /// <summary>Each operator fed the same integers, and the whole graph against its operators.</summary>
    [TestMethod]
    public void QuantizedGraphsAreAStepApartInEachOperator() => ModelSampling.Sample(TestContext, 200, seed =>
    {
        QuantizedModel graph = QuantizedModel.Create(seed, s_quantized);
        using var comparison = new QuantizedComparison(graph.Model.Model);
        comparison.RequireAgreement($"seed {seed}, opset {graph.Opset}: {string.Join(", ", graph.Operators)}", graph.InputBytes);
    });

    private static bool IsNormalization(string name) => name.EndsWith("Normalization", StringComparison.Ordinal) && name != "BatchNormalization";
}
