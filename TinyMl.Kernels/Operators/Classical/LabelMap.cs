using System;
using System.Runtime.InteropServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Looks each element up in a table (ONNX-ML LabelEncoder); keys that are not a number are equal to each other. Inputs: x, Float32 or Int64;
/// keys, constants of the type of x; values, constants of Float32 or Int64, one for each key and a last one for everything else. Output: y
/// of as many elements as x, of the type of the values. No attributes.
/// </summary>
public sealed class LabelMap : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _keys;
    private readonly TensorBuffer _values;
    private readonly TensorBuffer _y;
    private readonly int _count;
    private readonly int _keyCount;
    private readonly int _valueSize;
    private readonly bool _isReal;

    private LabelMap(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord keys = reader.Constant(x.Type), values = reader.Input();
        TensorRecord y = reader.Output(values.Type);
        reader.Require(
            x.Type is ElementType.Float32 or ElementType.Int64 && values.Type is ElementType.Float32 or ElementType.Int64,
            "looks up what is neither Float32 nor Int64");
        reader.Require(
            values.IsConstant && values.Shape.Count == keys.Shape.Count + 1 && x.Shape.Count == y.Shape.Count,
            "has values or an output that do not match its keys and its input");
        _count = x.Shape.Count;
        _keyCount = keys.Shape.Count;
        _valueSize = values.Type.Size();
        _isReal = x.Type == ElementType.Float32;
        _x = x.Buffer;
        _keys = keys.Buffer;
        _values = values.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LabelMapClassical, 80, static (ref OperatorReader reader) => new LabelMap(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> values = _values.Read(memory);
        Span<byte> y = _y.Write(memory);
        for (int i = 0; i < _count; i++)
        {
            int place = _isReal ? PlaceOfReal(memory, i) : PlaceOfInteger(memory, i);
            values.Slice(place * _valueSize, _valueSize).CopyTo(y.Slice(i * _valueSize));
        }
    }

    private int PlaceOfReal(in ModelMemory memory, int element)
    {
        float value = _x.Read<Float32Format>(memory)[element];
        RealSpan<Float32Format> keys = _keys.Read<Float32Format>(memory);
        int place = 0;
        while (place < _keyCount && keys[place] != value && !(float.IsNaN(value) && float.IsNaN(keys[place]))) place++;
        return place;
    }

    private int PlaceOfInteger(in ModelMemory memory, int element)
    {
        long value = MemoryMarshal.Read<long>(_x.Read(memory).Slice(element * sizeof(long)));
        ReadOnlySpan<byte> keys = _keys.Read(memory);
        int place = 0;
        while (place < _keyCount && MemoryMarshal.Read<long>(keys.Slice(place * sizeof(long))) != value) place++;
        return place;
    }
}
