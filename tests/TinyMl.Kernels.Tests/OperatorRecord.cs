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
    private const byte Guard = 0xCD;

    private readonly List<byte> _tensors = [];
    private readonly List<int> _attributes = [];
    private readonly List<(int Offset, int Length)> _places = [];
    private readonly List<(int Offset, int Length)> _outputs = [];
    private readonly List<byte> _constants = [Guard];
    private readonly List<byte> _arena = [Guard];
    private int _inputCount;
    private int _outputCount;

    /// <summary>The kernel that reads the record.</summary>
    public Kernel Kernel { get; } = kernel;

    /// <summary>How many inputs it has.</summary>
    public int InputCount => _inputCount;

    /// <summary>Adds an input that lies in the arena.</summary>
    public OperatorRecord Input<T>(ElementType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _inputCount++;
        return Tensor(type, shape, Place(_arena, MemoryMarshal.AsBytes(values)), isConstant: false);
    }

    /// <summary>Adds an input that is a constant.</summary>
    public OperatorRecord Constant<T>(ElementType type, int[] shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _inputCount++;
        return Tensor(type, shape, Place(_constants, MemoryMarshal.AsBytes(values)), isConstant: true);
    }

    /// <summary>Adds a float input that lies in the arena.</summary>
    public OperatorRecord Input(int[] shape, float[] values) => Input<float>(ElementType.Float32, shape, values);

    /// <summary>Adds a float constant.</summary>
    public OperatorRecord Constant(int[] shape, float[] values) => Constant<float>(ElementType.Float32, shape, values);

    /// <summary>Adds an output.</summary>
    public OperatorRecord Output(ElementType type, params int[] shape)
    {
        byte[] content = new byte[shape.Aggregate(type.Size(), (product, dimension) => product * dimension)];
        content.AsSpan().Fill(Guard);
        return OutputAt(type, shape, Place(_arena, content));
    }

    /// <summary>Adds an output that lies where an input lies.</summary>
    public OperatorRecord OutputOver(int input, ElementType type, params int[] shape) => OutputAt(type, shape, _places[input]);

    /// <summary>Adds attributes.</summary>
    public OperatorRecord Attributes(params IEnumerable<int> values)
    {
        _attributes.AddRange(values);
        return this;
    }

    /// <summary>Adds attributes that are the bits of floats.</summary>
    public OperatorRecord Attributes(params IEnumerable<float> values) => Attributes(values.Select(BitConverter.SingleToInt32Bits));

    /// <summary>Lets the kernel read the record.</summary>
    public Operator Create() => Create(out _);

    /// <summary>Lets the kernel read the record, and measures the bytes that it allocates.</summary>
    public Operator Create(out long allocated)
    {
        var bytes = new List<byte>();
        bytes.AddRange(_tensors);
        VarUInt(bytes, (uint)_inputCount);
        VarUInt(bytes, (uint)_outputCount);
        VarUInt(bytes, (uint)_attributes.Count);
        for (int i = 0; i < _places.Count; i++) VarUInt(bytes, (uint)i);
        foreach (int value in _attributes) VarUInt(bytes, (uint)((value << 1) ^ (value >> 31)));

        var reader = new PackedReader(bytes.ToArray());
        var tensors = new TensorRecord[_places.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = TensorRecord.Read(ref reader, _constants.Count, _arena.Count);
        var record = new OperatorReader(Kernel.Code, reader, tensors, CollectionsMarshal.AsSpan(_constants));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Operator created = Kernel.Create(ref record);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsTrue(record.End().IsAtEnd);
        return created;
    }

    /// <summary>Runs the operator and gives its first output; the guards around the tensors must be untouched.</summary>
    public T[] Run<T>()
        where T : unmanaged
    {
        byte[] arena = [.. _arena];
        Create().Invoke(new ModelMemory(CollectionsMarshal.AsSpan(_constants), arena));

        for (int i = 0; i < arena.Length; i++)
        {
            if (!_outputs.Any(place => i >= place.Offset && i < place.Offset + place.Length)) Assert.AreEqual(_arena[i], arena[i], $"The operator wrote at {i}, outside of its outputs.");
        }

        return MemoryMarshal.Cast<byte, T>(arena.AsSpan(_outputs[0].Offset, _outputs[0].Length)).ToArray();
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

    private OperatorRecord OutputAt(ElementType type, int[] shape, (int Offset, int Length) place)
    {
        _outputCount++;
        _outputs.Add(place);
        return Tensor(type, shape, place, isConstant: false);
    }

    private OperatorRecord Tensor(ElementType type, int[] shape, (int Offset, int Length) place, bool isConstant)
    {
        _tensors.Add((byte)((byte)type | (isConstant ? PackedFormat.ConstantFlag : 0)));
        VarUInt(_tensors, (uint)shape.Length);
        foreach (int dimension in shape) VarUInt(_tensors, (uint)dimension);
        VarUInt(_tensors, (uint)place.Offset);
        _places.Add(place);
        return this;
    }

    // An odd offset, so that no kernel can rely on alignment.
    private static (int Offset, int Length) Place(List<byte> memory, ReadOnlySpan<byte> content)
    {
        if (memory.Count % 2 == 0) memory.Add(Guard);
        int offset = memory.Count;
        memory.AddRange(content);
        memory.Add(Guard);
        return (offset, content.Length);
    }

    private static void VarUInt(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
