using System;
using System.Runtime.InteropServices;

namespace TinyMl.Tasks.Graphs;

/// <summary>A value of the graph: an activation, or a constant with its little-endian data. Two tensors are the same only if they are the same object.</summary>
internal sealed class Tensor
{
    private readonly byte[]? _data;

    /// <summary>An activation, or a constant where <paramref name="data"/> is given.</summary>
    public Tensor(string name, ElementType type, Shape shape, QuantizationParameters? quantization = null, byte[]? data = null)
    {
        if (data is not null && data.Length != shape.ElementCount * type.Size())
        {
            throw new ArgumentException($"The constant {name} of {type} {shape} has {data.Length} bytes.", nameof(data));
        }

        Name = name;
        Type = type;
        Shape = shape;
        Quantization = quantization;
        _data = data;
    }

    public string Name { get; }

    public ElementType Type { get; }

    public Shape Shape { get; }

    public QuantizationParameters? Quantization { get; }

    /// <summary>
    /// For a real constant that its source stores as integers: these, with their quantization, so that nothing is lost where they are
    /// computed with as they are. Null for everything else.
    /// </summary>
    public Tensor? Stored { get; init; }

    public bool IsConstant => _data is not null;

    public int ByteLength => checked((int)(Shape.ElementCount * Type.Size()));

    /// <summary>The bytes of a constant.</summary>
    public ReadOnlySpan<byte> Data => Memory.Span;

    /// <summary>The bytes of a constant, to be kept.</summary>
    public ReadOnlyMemory<byte> Memory => _data ?? throw new InvalidOperationException($"{Name} is not a constant.");

    /// <summary>A constant of the given values.</summary>
    public static Tensor Constant<T>(string name, ElementType type, Shape shape, ReadOnlySpan<T> values, QuantizationParameters? quantization = null)
        where T : unmanaged => new(name, type, shape, quantization, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A float constant.</summary>
    public static Tensor Constant(string name, Shape shape, ReadOnlySpan<float> values) =>
        Constant(name, ElementType.Float32, shape, values);

    /// <summary>The elements of a constant.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data);

    /// <summary>An activation of the same name and shape with another type or quantization.</summary>
    public Tensor As(ElementType type, QuantizationParameters? quantization) => new(Name, type, Shape, quantization);

    /// <summary>The same activation under another name.</summary>
    public Tensor Named(string name) => new(name, Type, Shape, Quantization);

    public override string ToString() => $"{Name} {Type} {Shape}";
}
