using System;
using System.IO;
using System.Runtime.InteropServices;
using TinyMl.Operators;

namespace TinyMl.Format;

/// <summary>What a packed file says, after everything in it that is later trusted was checked.</summary>
internal readonly struct PackedModel
{
    private PackedModel(string name, int arenaBytes, Operator[] operators, TensorInfo[] inputs, TensorBuffer[] inputBuffers, TensorInfo[] outputs, TensorBuffer[] outputBuffers, StateRecord[] states, string[] labels, ReadOnlyMemory<byte> constants)
    {
        Name = name;
        ArenaBytes = arenaBytes;
        Operators = operators;
        Inputs = inputs;
        InputBuffers = inputBuffers;
        Outputs = outputs;
        OutputBuffers = outputBuffers;
        States = states;
        Labels = labels;
        Constants = constants;
    }

    public string Name { get; }

    public int ArenaBytes { get; }

    public Operator[] Operators { get; }

    public TensorInfo[] Inputs { get; }

    public TensorBuffer[] InputBuffers { get; }

    public TensorInfo[] Outputs { get; }

    public TensorBuffer[] OutputBuffers { get; }

    public StateRecord[] States { get; }

    public string[] Labels { get; }

    public ReadOnlyMemory<byte> Constants { get; }

    /// <summary>Reads and checks a packed file.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a packed model, or a damaged one.</exception>
    public static PackedModel Read(ReadOnlyMemory<byte> packed, KernelSet kernels)
    {
        ReadOnlySpan<byte> file = packed.Span;
        int graphLength = CheckHeader(file);
        ReadOnlyMemory<byte> constants = packed.Slice(PackedFormat.HeaderLength + graphLength);
        var reader = new PackedReader(file.Slice(PackedFormat.HeaderLength, graphLength));

        string name = reader.Name();
        int arenaBytes = reader.VarUInt(PackedFormat.MaximumArenaBytes, "The arena's size");
        TensorRecord[] tensors = ReadTensors(ref reader, constants.Length, arenaBytes);
        TensorInfo[] inputs = ReadEdges(ref reader, tensors, out TensorBuffer[] inputBuffers);
        TensorInfo[] outputs = ReadEdges(ref reader, tensors, out TensorBuffer[] outputBuffers);
        Operator[] operators = ReadOperators(ref reader, tensors, constants.Span, kernels);
        StateRecord[] states = reader.IsAtEnd ? [] : ReadStates(ref reader, tensors);
        string[] labels = reader.IsAtEnd ? [] : ReadLabels(ref reader);
        if (!reader.IsAtEnd) throw new InvalidDataException("The graph section is longer than its content.");
        return new PackedModel(name, arenaBytes, operators, inputs, inputBuffers, outputs, outputBuffers, states, labels, constants);
    }

    private static int CheckHeader(ReadOnlySpan<byte> file)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Packed models are read in place, which needs a little-endian processor.");
        if (file.Length < PackedFormat.HeaderLength || MemoryMarshal.Read<uint>(file) != PackedFormat.Magic) throw new InvalidDataException("The data is not a packed TinyMl model.");
        ushort version = MemoryMarshal.Read<ushort>(file.Slice(4));
        if (version != PackedFormat.Version) throw new InvalidDataException($"The packed model has format version {version}; this runtime reads version {PackedFormat.Version}. Use the same version of TinyMl.Sdk and TinyMl.Kernels.");
        if (MemoryMarshal.Read<ushort>(file.Slice(6)) != 0) throw new InvalidDataException("The packed model has unknown flags.");
        if (MemoryMarshal.Read<uint>(file.Slice(8)) != (uint)file.Length) throw new InvalidDataException("The packed model is cut short or followed by other data.");
        if (MemoryMarshal.Read<uint>(file.Slice(PackedFormat.ChecksumOffset)) != Crc32C.OfFile(file)) throw new InvalidDataException("The packed model is damaged: its checksum does not match.");
        uint graphLength = MemoryMarshal.Read<uint>(file.Slice(16));
        return graphLength <= (uint)(file.Length - PackedFormat.HeaderLength) ? (int)graphLength : throw new InvalidDataException("The graph section is longer than the file.");
    }

    private static TensorRecord[] ReadTensors(ref PackedReader reader, int constantBytes, int arenaBytes)
    {
        var tensors = new TensorRecord[reader.Count("The number of tensors")];
        int end = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = TensorRecord.Read(ref reader, constantBytes, arenaBytes);
            if (!tensors[i].IsConstant) end = Math.Max(end, tensors[i].End);
        }

        if (end != arenaBytes) throw new InvalidDataException("The arena is not as large as its tensors need.");
        return tensors;
    }

    private static TensorInfo[] ReadEdges(ref PackedReader reader, TensorRecord[] tensors, out TensorBuffer[] buffers)
    {
        var edges = new TensorInfo[reader.Count("The number of inputs or outputs")];
        buffers = new TensorBuffer[edges.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            TensorRecord tensor = tensors[reader.VarUInt(tensors.Length - 1, "A tensor's index")];
            if (tensor.IsConstant || tensor.IsRing) throw new InvalidDataException("An input or output is a constant or a ring of rows.");
            string name = reader.Name();
            float scale = reader.Single();
            int zeroPoint = reader.VarInt();
            if (float.IsNaN(scale) || float.IsInfinity(scale) || scale < 0) throw new InvalidDataException("An input or output has a scale that is not a finite positive number.");
            edges[i] = new TensorInfo(name, tensor.Type, tensor.Shape.ToArray(), scale, zeroPoint);
            buffers[i] = tensor.Buffer;
        }

        return edges;
    }

    private static Operator[] ReadOperators(ref PackedReader reader, TensorRecord[] tensors, ReadOnlySpan<byte> constants, KernelSet kernels)
    {
        var operators = new Operator[reader.Count("The number of operators")];
        for (int i = 0; i < operators.Length; i++) operators[i] = OperatorReader.Read(ref reader, tensors, constants, kernels);
        return operators;
    }

    // A model without states and labels ends with its operators.
    private static StateRecord[] ReadStates(ref PackedReader reader, TensorRecord[] tensors)
    {
        var states = new StateRecord[reader.Count("The number of states")];
        for (int i = 0; i < states.Length; i++) states[i] = StateRecord.Read(ref reader, tensors);
        return states;
    }

    // A model without labels ends with its states.
    private static string[] ReadLabels(ref PackedReader reader)
    {
        var labels = new string[reader.Count("The number of labels")];
        for (int i = 0; i < labels.Length; i++) labels[i] = reader.Name();
        return labels;
    }
}
