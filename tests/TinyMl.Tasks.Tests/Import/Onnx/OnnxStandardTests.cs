using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Simplify;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>
/// The standard's own backend tests, which Debian packages as libonnx-testdata. They give weights as inputs; all inputs but the
/// first become initializers here, as exporters write them.
/// </summary>
[TestClass]
public sealed class OnnxStandardTests
{
    private static readonly string[] _codes = ["TML1002", "TML1004", "TML1005"];

    [TestMethod]
    [DataRow("node", 140)]
    [DataRow("pytorch-converted", 26)]
    [DataRow("pytorch-operator", 5)]
    public void WhatIsImportedGivesTheStandardsOutputs(string suite, int least)
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("TINYML_ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data", suite);
        if (!Directory.Exists(folder)) Assert.Inconclusive("The Debian package libonnx-testdata is not installed; TINYML_ONNX_TESTDATA can name the folder 'data' of it.");

        int compared = 0;
        foreach (string test in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (TryCompare(test)) compared++;
        }

        Assert.IsGreaterThanOrEqualTo(least, compared);
    }

    /// <summary>Runs a test; false where the model is refused with a diagnostic, or is not one from floats to floats.</summary>
    private static bool TryCompare(string test)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(test, "model.onnx")));
        TensorProto[] inputs = Tensors(test, "input"), outputs = Tensors(test, "output");
        ValueInfoProto[] declared = [.. model.Graph.Input.Where(input => model.Graph.Initializer.All(tensor => tensor.Name != input.Name))];
        if (declared.Length == 0 || inputs.Length != declared.Length || outputs.Length != model.Graph.Output.Count || inputs[0].DataType != DataType.Float) return false;

        // The operators that the older files use did not change in opset 7 where they are still understood.
        foreach (OperatorSetIdProto set in model.OpsetImport.Where(set => set.Domain.Length == 0)) set.Version = Math.Max(set.Version, 7);
        for (int i = 1; i < inputs.Length; i++)
        {
            inputs[i].Name = declared[i].Name;
            if (inputs[i].Name.Length == 0) return false;
            model.Graph.Initializer.Add(inputs[i]);
        }

        Graph graph;
        try
        {
            graph = OnnxImporter.Import("model.onnx", model.ToByteArray(), "Model", CancellationToken.None).Graph;
        }
        catch (DiagnosticException exception)
        {
            Assert.Contains(exception.Diagnostic.Code, _codes, $"{test}: {exception.Message}");
            return false;
        }

        var reader = new TensorReader(test, new ExternalData(test));
        foreach (Graph variant in new[] { graph, graph.Simplified() })
        {
            TinyModel runtime = OnnxRuntimeOracle.Load(variant);
            reader.Read(inputs[0]).Floats().CopyTo(runtime.Input<float>());
            runtime.Invoke();
            for (int i = 0; i < outputs.Length; i++)
            {
                OnnxConstant expected = reader.Read(outputs[i]);
                CollectionAssert.AreEqual(expected.Dimensions, runtime.Outputs[i].Shape.ToArray(), test);
                OnnxRuntimeOracle.RequireClose(expected.Floats(), runtime.Output<float>(i), 1e-4, test);
            }
        }

        return true;
    }

    private static TensorProto[] Tensors(string test, string kind)
    {
        var tensors = new List<TensorProto>();
        for (int i = 0; ; i++)
        {
            string path = Path.Combine(test, "test_data_set_0", string.Create(CultureInfo.InvariantCulture, $"{kind}_{i}.pb"));
            if (!File.Exists(path)) return [.. tensors];
            tensors.Add(TensorProto.Parser.ParseFrom(File.ReadAllBytes(path)));
        }
    }
}
