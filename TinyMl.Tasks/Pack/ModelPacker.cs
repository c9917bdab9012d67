using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using TinyMl.Format;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Pack;

/// <summary>Writes the packed file; docs/packed-format.md specifies every byte.</summary>
internal static class ModelPacker
{
    public static PackedModelFile Pack(LoweredGraph graph, MemoryPlan plan)
    {
        var tensors = new TensorTable(graph, plan);
        var edges = new PackedWriter();
        WriteEdges(edges, graph.Inputs, tensors);
        WriteEdges(edges, graph.Outputs, tensors);

        var operators = new PackedWriter();
        operators.VarUInt((uint)graph.Operators.Length);
        var weightBytes = ImmutableArray.CreateBuilder<int>(graph.Operators.Length);
        foreach (LoweredOperator lowered in graph.Operators)
        {
            if (lowered.Stream is not null) WriteStream(operators, lowered);
            foreach (LoweredOperator layer in lowered.Layers)
            {
                int before = tensors.BytesOf(ConstantRole.Weights);
                WriteOperator(operators, layer, plan.Upward.Contains(layer) ? WindowAttributes.Upward(layer) : layer.Attributes, tensors);
                weightBytes.Add(tensors.BytesOf(ConstantRole.Weights) - before);
            }
        }

        var states = new PackedWriter();
        WriteStates(states, graph.States, isNeeded: !graph.Labels.IsEmpty, tensors);
        WriteLabels(states, graph.Labels);

        var section = new PackedWriter();
        section.Name(graph.Name);
        section.VarUInt((uint)plan.ArenaBytes);
        section.VarUInt((uint)tensors.Count);
        section.Bytes(tensors.Records);
        section.Bytes(edges.Written);
        section.Bytes(operators.Written);
        section.Bytes(states.Written);

        byte[] file = Assemble(section.Written, tensors);
        int weights = tensors.BytesOf(ConstantRole.Weights), biases = tensors.BytesOf(ConstantRole.Biases), quantization = tensors.BytesOf(ConstantRole.Quantization);
        return new PackedModelFile(file, new FlashUsage(weights, biases, quantization, file.Length - weights - biases - quantization), weightBytes.ToImmutable(), tensors.Count);
    }

    private static void WriteEdges(PackedWriter writer, ImmutableArray<Tensor> edges, TensorTable tensors)
    {
        writer.VarUInt((uint)edges.Length);
        foreach (Tensor tensor in edges)
        {
            writer.VarUInt((uint)tensors.Index(tensor));
            writer.Name(tensor.Name);
            writer.Single(tensor.Quantization?.Scale ?? 0);
            writer.VarInt(tensor.Quantization?.ZeroPoint ?? 0);
        }
    }

    // The tensors of a stream are those of its operators, whose records follow.
    private static void WriteStream(PackedWriter writer, LoweredOperator stream)
    {
        writer.Byte((byte)stream.Code);
        writer.VarUInt(0);
        writer.VarUInt(0);
        writer.VarUInt((uint)stream.Attributes.Length);
        foreach (int attribute in stream.Attributes) writer.VarInt(attribute);
    }

    private static void WriteOperator(PackedWriter writer, LoweredOperator lowered, ImmutableArray<int> attributes, TensorTable tensors)
    {
        writer.Byte((byte)lowered.Code);
        writer.VarUInt((uint)lowered.Inputs.Length);
        writer.VarUInt((uint)lowered.Outputs.Length);
        writer.VarUInt((uint)attributes.Length);
        foreach (LoweredInput input in lowered.Inputs) writer.VarUInt((uint)tensors.Index(input));
        foreach (Tensor output in lowered.Outputs) writer.VarUInt((uint)tensors.Index(output));
        foreach (int attribute in attributes) writer.VarInt(attribute);
    }

    // A model without states has no such part, unless labels follow.
    private static void WriteStates(PackedWriter writer, ImmutableArray<LoweredState> states, bool isNeeded, TensorTable tensors)
    {
        if (states.IsEmpty && !isNeeded) return;
        writer.VarUInt((uint)states.Length);
        foreach (LoweredState state in states)
        {
            writer.VarUInt((uint)tensors.Index(state.Current));
            if (InitialByte(state) is byte value)
            {
                writer.VarUInt(0);
                writer.Byte(value);
            }
            else
            {
                writer.VarUInt(1 + (uint)tensors.Index(new LoweredInput(state.Initial!)));
            }
        }
    }

    // A model without labels has no such part.
    private static void WriteLabels(PackedWriter writer, ImmutableArray<string> labels)
    {
        if (labels.IsEmpty) return;
        writer.VarUInt((uint)labels.Length);
        foreach (string label in labels) writer.Name(label);
    }

    // The value of all bytes of a state's initial elements, or null where they differ.
    private static byte? InitialByte(LoweredState state)
    {
        if (state.Initial is not { } initial) return State.ZeroByte(state.Current);
        return initial.Data.IndexOfAnyExcept(initial.Data[0]) < 0 ? initial.Data[0] : null;
    }

    // Large constants are copied once: calibration packs a model hundreds of times.
    private static byte[] Assemble(ReadOnlySpan<byte> graph, TensorTable tensors)
    {
        int constants = PackedFormat.HeaderLength + graph.Length;
        byte[] file = new byte[checked(constants + tensors.ConstantsLength)];
        var header = new PackedWriter();
        header.UInt32(PackedFormat.Magic);
        header.UInt16(PackedFormat.Version);
        header.UInt16(0);
        header.UInt32((uint)file.Length);
        header.UInt32(0);
        header.UInt32((uint)graph.Length);
        header.Written.CopyTo(file);
        graph.CopyTo(file.AsSpan(PackedFormat.HeaderLength));
        Span<byte> rest = file.AsSpan(constants);
        foreach (ReadOnlyMemory<byte> constant in tensors.Constants)
        {
            constant.Span.CopyTo(rest);
            rest = rest[constant.Length..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(PackedFormat.ChecksumOffset), Crc32C.OfFile(file));
        return file;
    }
}
