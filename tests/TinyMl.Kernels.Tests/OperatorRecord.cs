using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Format;
using TinyMl.Operators;

namespace TinyMl.Kernels.Tests;

/// <summary>
/// One operator as a packed model holds it, written byte by byte: its tensors at odd addresses with guard bytes between
/// them, its attributes as given, valid or not.
/// </summary>
internal sealed class OperatorRecord(Kernel kernel)
{
    /// <summary>The least shift that <see cref="Multipliers"/> are written for.</summary>
    public const int LeastShift = -31;

    private const byte Guard = 0xCD;

    private List<TensorEntry> _tensors = [];
    private List<int> _attributes = [];
    private List<byte> _constants = [Guard];
    private List<byte> _arena = [Guard];
    private List<LayerEntry> _layers = [];

    /// <summary>The kernel that reads the record.</summary>
    public Kernel Kernel { get; } = kernel;

    /// <summary>How many inputs it has.</summary>
    public int InputCount => _layers.Count > 0 ? 0 : _tensors.Count(tensor => !tensor.IsOutput);

    /// <summary>How many attributes it has.</summary>
    public int AttributeCount => _attributes.Count;

    /// <summary>The kernels of the operators of a stream.</summary>
    public IEnumerable<Kernel> Layers => _layers.Select(layer => layer.Kernel);

    private IEnumerable<TensorEntry> Outputs => _tensors.Where(tensor => tensor.IsOutput);

    /// <summary>Adds an input that lies in the arena.</summary>
    public OperatorRecord Input<T>(ElementType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged => Tensor(new TensorEntry(type, shape, Place(_arena, MemoryMarshal.AsBytes(values)), IsConstant: false, IsOutput: false));

    /// <summary>Adds an input that is a constant.</summary>
    public OperatorRecord Constant<T>(ElementType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged => Tensor(new TensorEntry(type, shape, Place(_constants, MemoryMarshal.AsBytes(values)), IsConstant: true, IsOutput: false));

    /// <summary>Adds a constant of integers that have so many bits each.</summary>
    public OperatorRecord Integers(int[] shape, int bits, ReadOnlySpan<long> values)
    {
        byte[] packed = new byte[((values.Length * bits) + 7) / 8];
        for (int i = 0; i < values.Length * bits; i++)
        {
            if ((values[i / bits] >> (i % bits) & 1) != 0) packed[i / 8] |= (byte)(1 << (i % 8));
        }

        return Constant<byte>((ElementType)(PackedFormat.PackedIntegers + bits), shape, packed);
    }

    /// <summary>Adds the multipliers of an integer operator, whose record has the attribute <see cref="LeastShift"/>.</summary>
    public OperatorRecord Multipliers(int[] mantissas, int[] shifts) =>
        Integers([mantissas.Length], 37, [.. mantissas.Zip(shifts, (mantissa, shift) => ((long)(shift - LeastShift) << 31) | (uint)mantissa)]);

    /// <summary>Adds a float input that lies in the arena.</summary>
    public OperatorRecord Input(int[] shape, float[] values) => Input<float>(ElementType.Float32, shape, values);

    /// <summary>Adds a float constant.</summary>
    public OperatorRecord Constant(int[] shape, float[] values) => Constant<float>(ElementType.Float32, shape, values);

    /// <summary>Adds an output.</summary>
    public OperatorRecord Output(ElementType type, params int[] shape)
    {
        byte[] content = new byte[shape.Aggregate(type.Size(), (product, dimension) => product * dimension)];
        content.AsSpan().Fill(Guard);
        return Tensor(new TensorEntry(type, shape, Place(_arena, content), IsConstant: false, IsOutput: true));
    }

    /// <summary>Adds an output that lies where an input lies.</summary>
    public OperatorRecord OutputOver(int input, ElementType type, params int[] shape) =>
        Tensor(new TensorEntry(type, shape, _tensors[input].Offset, IsConstant: false, IsOutput: true));

    /// <summary>Adds an output of the type and shape of an input, at its place or not.</summary>
    public OperatorRecord OutputLike(int input, bool inPlace = false) =>
        inPlace ? OutputOver(input, _tensors[input].Type, _tensors[input].Shape) : Output(_tensors[input].Type, _tensors[input].Shape);

    /// <summary>Adds what an operator of a stream writes, of which so many rows are in memory.</summary>
    public OperatorRecord Ring(ElementType type, int slots, params int[] shape)
    {
        Output(type, shape[0], slots, shape[2], shape[3]);
        _tensors[^1] = _tensors[^1] with { Shape = shape, Slots = slots };
        return this;
    }

    /// <summary>Adds an operator of a stream, whose tensors are all that were added to the record, with these numbers.</summary>
    public OperatorRecord Layer(Kernel kernel, int[] inputs, int[] outputs, params int[] attributes)
    {
        _layers.Add(new LayerEntry(kernel, inputs, outputs, attributes));
        return this;
    }

    /// <summary>Adds attributes.</summary>
    public OperatorRecord Attributes(params IEnumerable<int> values)
    {
        _attributes.AddRange(values);
        return this;
    }

    /// <summary>Adds attributes that are the bits of floats.</summary>
    public OperatorRecord Attributes(params IEnumerable<float> values) => Attributes(values.Select(BitConverter.SingleToInt32Bits));

    /// <summary>Replaces an attribute.</summary>
    public OperatorRecord With(int attribute, int value)
    {
        _attributes[attribute] = value;
        return this;
    }

    /// <summary>The record with one number changed: a dimension, an offset, an element type, an attribute, or how many there are.</summary>
    public OperatorRecord Damaged(Random random)
    {
        var damaged = new OperatorRecord(Kernel) { _constants = _constants, _arena = _arena, _tensors = [.. _tensors], _attributes = [.. _attributes], _layers = [.. _layers] };
        damaged.Damage(random);
        return damaged;
    }

    /// <summary>Lets the kernel read the record.</summary>
    public Operator Create() => Create(out _);

    /// <summary>Lets the kernel read the record, and measures the bytes that it allocates.</summary>
    public Operator Create(out long allocated)
    {
        var bytes = new List<byte>();
        foreach (TensorEntry tensor in _tensors)
        {
            bytes.Add((byte)((byte)tensor.Type | (tensor.IsConstant ? PackedFormat.ConstantFlag : tensor.Slots > 0 ? PackedFormat.RingFlag : 0)));
            if (tensor.Slots > 0) bytes.Add((byte)tensor.Slots);
            VarUInt(bytes, (uint)tensor.Shape.Length);
            foreach (int dimension in tensor.Shape) VarUInt(bytes, (uint)dimension);
            VarUInt(bytes, (uint)tensor.Offset);
        }

        int own = _layers.Count > 0 ? 0 : _tensors.Count;
        Record(bytes, [.. Enumerable.Range(0, InputCount)], [.. Enumerable.Range(InputCount, own - InputCount)], _attributes);
        foreach (LayerEntry layer in _layers)
        {
            bytes.Add((byte)layer.Kernel.Code);
            Record(bytes, layer.Inputs, layer.Outputs, layer.Attributes);
        }

        var reader = new PackedReader(bytes.ToArray());
        var tensors = new TensorRecord[_tensors.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = TensorRecord.Read(ref reader, _constants.Count, _arena.Count);
        var record = new OperatorReader(Kernel.Code, reader, tensors, CollectionsMarshal.AsSpan(_constants), KernelSet.All);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Operator created = Kernel.Create(ref record);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsTrue(_layers.Count > 0 || record.End().IsAtEnd, "Operators of a stream follow it; of others nothing is left.");
        return created;
    }

    /// <summary>Runs the operator and gives its first output; everything outside of the outputs must be untouched.</summary>
    public T[] Run<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(RunAll()[0]).ToArray();

    /// <summary>Runs the operator and gives the bytes of all its outputs; everything outside of them must be untouched.</summary>
    public byte[][] RunAll()
    {
        byte[] arena = [.. _arena];
        Create().Invoke(new ModelMemory(CollectionsMarshal.AsSpan(_constants), arena));

        for (int i = 0; i < arena.Length; i++)
        {
            if (arena[i] != _arena[i]) Assert.IsTrue(Outputs.Any(output => output.Holds(i)), $"The operator wrote at {i}, outside of its outputs.");
        }

        return [.. Outputs.Select(output => arena.AsSpan(output.Offset, output.ByteLength).ToArray())];
    }

    /// <summary>The bytes that the operator allocates when it runs.</summary>
    public long AllocatedByInvoke()
    {
        byte[] arena = [.. _arena];
        Operator created = Create();
        created.Invoke(new ModelMemory(CollectionsMarshal.AsSpan(_constants), arena));
        long before = GC.GetAllocatedBytesForCurrentThread();
        created.Invoke(new ModelMemory(CollectionsMarshal.AsSpan(_constants), arena));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Record(List<byte> bytes, int[] inputs, int[] outputs, IReadOnlyCollection<int> attributes)
    {
        VarUInt(bytes, (uint)inputs.Length);
        VarUInt(bytes, (uint)outputs.Length);
        VarUInt(bytes, (uint)attributes.Count);
        foreach (int tensor in inputs.Concat(outputs)) VarUInt(bytes, (uint)tensor);
        foreach (int value in attributes) VarUInt(bytes, (uint)((value << 1) ^ (value >> 31)));
    }

    private void Damage(Random random)
    {
        if (_layers.Count > 0 && random.Next(3) == 0)
        {
            DamageLayer(random, random.Next(_layers.Count));
            return;
        }

        int i = random.Next(_tensors.Count);
        switch (random.Next(6))
        {
            case 0 or 1 when _tensors[i].Shape.Length > 0:
                int[] shape = [.. _tensors[i].Shape];
                shape[random.Next(shape.Length)] = AnyNumber(random);
                _tensors[i] = _tensors[i] with { Shape = shape };
                break;
            case 2 when _attributes.Count > 0:
                _attributes[random.Next(_attributes.Count)] = AnyNumber(random);
                break;
            case 3 when _attributes.Count > 0:
                _attributes.RemoveAt(random.Next(_attributes.Count));
                break;
            case 4:
                _attributes.Insert(random.Next(_attributes.Count + 1), AnyNumber(random));
                break;
            default:
                _tensors[i] = random.Next(3) switch
                {
                    0 => _tensors[i] with { Type = (ElementType)(random.Next(4) == 0 ? random.Next(64, 128) : random.Next(1, 9)) },
                    1 => _tensors[i] with { Offset = AnyNumber(random) },
                    _ => _tensors[i] with { Shape = [.. _tensors[i].Shape.Take(random.Next(6)), .. Enumerable.Repeat(1, random.Next(3))] },
                };
                break;
        }
    }

    private void DamageLayer(Random random, int index)
    {
        LayerEntry layer = _layers[index];
        int[] attributes = [.. layer.Attributes], inputs = [.. layer.Inputs];
        if (attributes.Length > 0 && random.Next(2) == 0) attributes[random.Next(attributes.Length)] = AnyNumber(random);
        else inputs[random.Next(inputs.Length)] = random.Next(_tensors.Count);
        _layers[index] = layer with { Attributes = attributes, Inputs = inputs };
    }

    private OperatorRecord Tensor(TensorEntry tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    // An odd offset, so that no kernel can rely on alignment.
    private static int Place(List<byte> memory, ReadOnlySpan<byte> content)
    {
        if (memory.Count % 2 == 0) memory.Add(Guard);
        int offset = memory.Count;
        memory.AddRange(content);
        memory.Add(Guard);
        return offset;
    }

    private static int AnyNumber(Random random) => random.Next(4) switch
    {
        0 => random.Next(),
        1 => -random.Next(20),
        _ => random.Next(20),
    };

    private static void VarUInt(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    private sealed record LayerEntry(Kernel Kernel, int[] Inputs, int[] Outputs, int[] Attributes);

    private sealed record TensorEntry(ElementType Type, int[] Shape, int Offset, bool IsConstant, bool IsOutput, int Slots = 0)
    {
        public int ByteLength => Shape.Select((dimension, axis) => axis == 1 && Slots > 0 ? Slots : dimension).Aggregate(Type.Size(), (product, dimension) => product * dimension);

        public bool Holds(int address) => address >= Offset && address < Offset + ByteLength;
    }
}
