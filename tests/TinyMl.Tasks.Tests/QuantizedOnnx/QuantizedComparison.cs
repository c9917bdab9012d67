using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Import.Onnx;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>A quantized ONNX model in ONNX Runtime and in ours, step by step and as a whole.</summary>
internal sealed class QuantizedComparison : IDisposable
{
    private readonly ModelProto _model;
    private readonly QuantizedSteps _steps;
    private readonly OnnxRuntimeSession _reference;
    private readonly Dictionary<string, (ModelProto Model, TinyModel Runtime)> _compiled = [];

    public QuantizedComparison(ModelProto model)
    {
        _model = model;
        _steps = new QuantizedSteps(model);
        _reference = new OnnxRuntimeSession(model, _steps.Targets);
        Graph = OnnxRuntimeOracle.Import(model.ToByteArray()).Simplified();
        Whole = PackedGraph.Load(Graph);
    }

    /// <summary>The whole model, simplified.</summary>
    public Graph Graph { get; }

    /// <summary>The whole model, ready to run.</summary>
    public TinyModel Whole { get; }

    public void Dispose() => _reference.Dispose();

    /// <summary>
    /// Requires each step, fed what the reference gave before it, to be at most one step of quantization from the reference, or where it
    /// ends in real numbers within 1e-4 of their range; the steps fed with each other's results to give what the whole model gives.
    /// </summary>
    /// <returns>What ONNX Runtime gives for the whole model, and what ours does: the first output.</returns>
    public (StoredValue Expected, StoredValue Actual) RequireAgreement(string message, params byte[][] inputs)
    {
        var values = new Dictionary<string, StoredValue>(_reference.Run(inputs));
        for (int i = 0; i < inputs.Length; i++) values[_model.Graph.Input[i].Name] = Input(i, inputs[i]);
        Dictionary<string, StoredValue> own = _model.Graph.Input.ToDictionary(input => input.Name, input => values[input.Name]);
        foreach (string target in _steps.Targets)
        {
            if (!_compiled.TryGetValue(target, out var step))
            {
                ModelProto model = _steps.Step(target, values);
                step = (model, PackedGraph.Load(OnnxRuntimeOracle.Import(model.ToByteArray()).Simplified()));
                _compiled.Add(target, step);
            }

            StoredValue expected = values[target];
            byte[] actual = Run(step.Runtime, step.Model.Graph.Input.Select(input => values[input.Name].Bytes));
            double range = expected.Type == DataType.Float ? 1e-4 * Math.Max(1e-3, expected.Floats.Max(Math.Abs)) : 1;
            Assert.IsLessThanOrEqualTo(range, expected.Distance(actual), $"{message}: {target} ({QuantizedSteps.Describe(step.Model)})");
            own[target] = expected with { Bytes = Run(step.Runtime, step.Model.Graph.Input.Select(input => own[input.Name].Bytes)) };
        }

        Run(Whole, inputs);
        for (int i = 0; i < _model.Graph.Output.Count; i++)
        {
            CollectionAssert.AreEqual(own[_model.Graph.Output[i].Name].Bytes, Whole.Output<byte>(i).ToArray(), $"{message}: the whole model is not its steps in '{_model.Graph.Output[i].Name}'");
        }

        StoredValue first = values[_model.Graph.Output[0].Name];
        return (first, first with { Bytes = Whole.Output<byte>().ToArray() });
    }

    private StoredValue Input(int index, byte[] bytes)
    {
        TypeProto.Types.TensorType type = _model.Graph.Input[index].Type.TensorType;
        return new StoredValue((DataType)type.ElemType, [.. type.Shape.Dim.Select(dimension => dimension.DimValue)], bytes);
    }

    private static byte[] Run(TinyModel model, IEnumerable<byte[]> inputs)
    {
        int index = 0;
        foreach (byte[] input in inputs) input.CopyTo(model.Input<byte>(index++));
        model.Invoke();
        return model.Output<byte>().ToArray();
    }
}
