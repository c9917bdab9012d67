using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Tests.QuantizedOnnx;

/// <summary>A model in ONNX Runtime with its graph optimizations off, which gives inner values as outputs too; values are bytes as stored.</summary>
internal sealed class OnnxRuntimeSession : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxRuntimeSession(ModelProto model, IEnumerable<string> outputs)
    {
        ModelProto watched = model.Clone();
        watched.Graph.Output.Clear();
        watched.Graph.Output.AddRange(outputs.Select(name => new ValueInfoProto { Name = name }));
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        _session = new InferenceSession(watched.ToByteArray(), options);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Runs the model on the bytes of each of its inputs.</summary>
    /// <returns>The outputs by name.</returns>
    public IReadOnlyDictionary<string, StoredValue> Run(params byte[][] inputs)
    {
        NamedOnnxValue[] feeds = [.. _session.InputMetadata.Select((input, index) => Feed(input.Key, input.Value, inputs[index]))];
        using var outputs = _session.Run(feeds);
        return outputs.ToDictionary(output => output.Name, Read);
    }

    private static NamedOnnxValue Feed(string name, NodeMetadata input, byte[] bytes) => input.ElementDataType switch
    {
        TensorElementType.Float => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), input.Dimensions)),
        TensorElementType.Int8 => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<sbyte>(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), input.Dimensions)),
        _ => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<byte>(bytes, input.Dimensions)),
    };

    private static StoredValue Read(DisposableNamedOnnxValue output) => output.ElementType switch
    {
        TensorElementType.Float => Read<float>(output, TensorProto.Types.DataType.Float),
        TensorElementType.Int8 => Read<sbyte>(output, TensorProto.Types.DataType.Int8),
        _ => Read<byte>(output, TensorProto.Types.DataType.Uint8),
    };

    private static StoredValue Read<T>(DisposableNamedOnnxValue output, TensorProto.Types.DataType type)
        where T : unmanaged =>
        new(type, [.. output.AsTensor<T>().Dimensions.ToArray().Select(dimension => (long)dimension)], MemoryMarshal.AsBytes(output.AsEnumerable<T>().ToArray().AsSpan()).ToArray());
}
