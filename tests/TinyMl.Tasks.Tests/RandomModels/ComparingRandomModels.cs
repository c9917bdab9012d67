using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Tests.Import.Onnx;

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
        string description = $"seed {seed}, opset {graph.Opset}: {string.Join(", ", graph.Operators)}";
        OnnxRuntimeOracle.RequireAgreement(graph.Model, description, leastRange: 0.01 * OnnxRuntimeOracle.LargestValue(graph.Model));
    });
}
