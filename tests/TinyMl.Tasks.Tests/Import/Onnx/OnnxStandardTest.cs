using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>
/// One of the standard's backend tests: a model, its inputs and the outputs that belong to them. The tests give weights, axes and
/// shapes as inputs; each is tried with all inputs as inputs, and with all but one as initializers, as exporters write them.
/// </summary>
internal sealed class OnnxStandardTest
{
    private static readonly string[] _refusals = ["TML1002", "TML1004", "TML1005"];

    private readonly string _folder;
    private readonly ModelProto _model;
    private readonly ValueInfoProto[] _declared;

    public OnnxStandardTest(string folder)
    {
        _folder = folder;
        _model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        _declared = [.. _model.Graph.Input.Where(input => _model.Graph.Initializer.All(tensor => tensor.Name != input.Name))];

        // The operators that the older files use did not change in opset 7 where they are still understood.
        foreach (OperatorSetIdProto set in _model.OpsetImport.Where(set => set.Domain.Length == 0)) set.Version = Math.Max(set.Version, 7);
    }

    public string Name => Path.GetFileName(_folder);

    /// <summary>The graphs of the forms that were imported.</summary>
    public List<Graph> Graphs { get; } = [];

    /// <summary>The operators that occur, each once, in ordinal order.</summary>
    public IEnumerable<string> Operators => _model.Graph.Node.Select(OperatorTable.NameOf).Distinct().Order(StringComparer.Ordinal);

    /// <summary>
    /// Runs the test in each form that is imported: null where none is, and what differs from the standard's outputs or is thrown
    /// otherwise; nothing where all is well.
    /// </summary>
    /// <param name="refusal">The message of the last form that was refused.</param>
    public string? Run(out string refusal)
    {
        refusal = "its values are not tensors";
        if (_declared.Concat(_model.Graph.Output).Any(value => value.Type?.TensorType is null)) return null;
        TensorProto[] inputs = Tensors("input"), outputs = Tensors("output");
        if (inputs.Length != _declared.Length || outputs.Length != _model.Graph.Output.Count) return null;

        bool isImported = false;
        foreach (int[] runtime in Forms(inputs.Length))
        {
            try
            {
                Graph graph = Import(inputs, runtime);
                isImported = true;
                Graphs.Add(graph);
                Compare(graph, [.. runtime.Select(index => inputs[index])], outputs);
            }
            catch (DiagnosticException exception) when (Array.IndexOf(_refusals, exception.Diagnostic.Code) >= 0)
            {
                refusal = exception.Message;
            }
            catch (Exception exception)
            {
                return $"{Name} ({string.Join(", ", runtime)} at run time): {exception.GetType().Name} {exception.Message}";
            }
        }

        return isImported ? "" : null;
    }

    private static IEnumerable<int[]> Forms(int inputs)
    {
        yield return [.. Enumerable.Range(0, inputs)];
        for (int i = 0; i < inputs && inputs > 1; i++) yield return [i];
    }

    private Graph Import(TensorProto[] inputs, int[] runtime)
    {
        ModelProto model = _model.Clone();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (Array.IndexOf(runtime, i) >= 0) continue;
            TensorProto initializer = inputs[i].Clone();
            initializer.Name = _declared[i].Name;

            // NumPy, which wrote the files, has no bfloat16 and stores its bits as uint16.
            if (_declared[i].Type.TensorType.ElemType == (int)TensorProto.Types.DataType.Bfloat16) initializer.DataType = TensorProto.Types.DataType.Bfloat16;
            model.Graph.Initializer.Add(initializer);
        }

        return OnnxImporter.Import("model.onnx", model.ToByteArray(), "Model", CancellationToken.None).Graph;
    }

    private void Compare(Graph graph, TensorProto[] inputs, TensorProto[] outputs)
    {
        var reader = new TensorReader(_folder, new ExternalData(_folder));
        foreach (Graph variant in new[] { graph, graph.Simplified() })
        {
            TinyModel runtime = OnnxRuntimeOracle.Load(variant);
            for (int i = 0; i < inputs.Length; i++) reader.Read(inputs[i]).ToTensor("input").Data.CopyTo(runtime.Input<byte>(i));
            runtime.Invoke();
            for (int i = 0; i < outputs.Length; i++) RequireEqual(reader.Read(outputs[i]), runtime.Outputs[i], runtime.Output<byte>(i));
        }
    }

    /// <summary>Real values within 1e-4 of their range, quantized ones within a step, other integers equal.</summary>
    private void RequireEqual(OnnxConstant expected, TensorInfo output, ReadOnlySpan<byte> actual)
    {
        CollectionAssert.AreEqual(expected.Dimensions, output.Shape.ToArray(), Name);
        if (!expected.IsInteger)
        {
            Assert.AreEqual(ElementType.Float32, output.ElementType, Name);
            OnnxRuntimeOracle.RequireClose(expected.Floats(), MemoryMarshal.Cast<byte, float>(actual), 1e-4, Name);
            return;
        }

        Assert.AreEqual(OnnxConstant.ElementTypeOf(expected.Type), output.ElementType, Name);
        bool isQuantized = output.Scale > 0 && output.ElementType is ElementType.Int8 or ElementType.UInt8;
        long[] integers = OnnxRuntimeOracle.Integers(output.ElementType, actual);
        for (int i = 0; i < integers.Length; i++) Assert.IsLessThanOrEqualTo(isQuantized ? 1 : 0, Math.Abs(expected.Integers()![i] - integers[i]), $"{Name}, element {i}");
    }

    private TensorProto[] Tensors(string kind)
    {
        var tensors = new List<TensorProto>();
        for (int i = 0; ; i++)
        {
            string path = Path.Combine(_folder, "test_data_set_0", string.Create(CultureInfo.InvariantCulture, $"{kind}_{i}.pb"));
            if (!File.Exists(path)) return [.. tensors];
            tensors.Add(TensorProto.Parser.ParseFrom(File.ReadAllBytes(path)));
        }
    }
}
