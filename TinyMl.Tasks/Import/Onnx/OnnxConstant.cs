using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Graphs;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// A value that is known at import: an initializer, or what was computed from such. Dimensions may be 0. The elements
/// are held as <see cref="float"/> (FLOAT, FLOAT16, BFLOAT16), <see cref="double"/> (DOUBLE) or <see cref="long"/> (integers
/// and BOOL).
/// </summary>
internal sealed class OnnxConstant(DataType type, ImmutableArray<int> dimensions, Array elements)
{
    public DataType Type { get; } = type;

    public ImmutableArray<int> Dimensions { get; } = dimensions;

    public int Count => Elements.Length;

    public bool IsInteger => Elements is long[];

    /// <summary>The integers that the file stores for real numbers, and what they mean; null where it stores the numbers themselves.</summary>
    public StoredIntegers? Stored { get; init; }

    private Array Elements { get; } = elements;

    /// <summary>A one-dimensional constant of integers, as shapes are.</summary>
    public static OnnxConstant Vector(params ReadOnlySpan<long> values) =>
        new(DataType.Int64, [values.Length], values.ToArray());

    /// <summary>A float without dimensions.</summary>
    public static OnnxConstant Scalar(float value) => new(DataType.Float, [], (float[])[value]);

    /// <summary>The elements of an integer constant; null for others.</summary>
    public long[]? Integers() => Elements as long[];

    /// <summary>The elements as real numbers.</summary>
    public double[] Reals() => Elements switch
    {
        float[] floats => Array.ConvertAll(floats, value => (double)value),
        long[] integers => Array.ConvertAll(integers, value => (double)value),
        _ => (double[])Elements,
    };

    /// <summary>The elements as binary32; null for integers.</summary>
    public float[]? Floats() => Elements switch
    {
        float[] floats => floats,
        double[] doubles => Array.ConvertAll(doubles, value => (float)value),
        _ => null,
    };

    /// <summary>The same elements under other dimensions, which hold as many.</summary>
    public OnnxConstant Reshaped(ImmutableArray<int> dimensions) =>
        new(Type, dimensions, Elements) { Stored = Stored?.Reshaped(dimensions) };

    /// <summary>The constant with its axes in another order.</summary>
    public OnnxConstant Transposed(ImmutableArray<int> permutation) =>
        Select([.. permutation.Select(axis => Dimensions[axis])], Permutation.SourceIndices(permutation, Dimensions), Stored?.Transposed(permutation));

    /// <summary>The elements at the given indices, in their order.</summary>
    public OnnxConstant Select(ImmutableArray<int> dimensions, int[] indices) => Select(dimensions, indices, Stored?.Selected(dimensions, indices));

    private OnnxConstant Select(ImmutableArray<int> dimensions, int[] indices, StoredIntegers? stored) => new(Type, dimensions, Elements switch
    {
        float[] floats => Array.ConvertAll(indices, index => floats[index]),
        double[] doubles => Array.ConvertAll(indices, index => doubles[index]),
        _ => Array.ConvertAll(indices, index => ((long[])Elements)[index]),
    })
    {
        Stored = stored,
    };

    /// <summary>Constants of one type side by side along an axis.</summary>
    public static OnnxConstant Concatenate(IReadOnlyList<OnnxConstant> constants, int axis, ImmutableArray<int> dimensions)
    {
        Type type = constants[0].Elements.GetType().GetElementType()!;
        Array elements = Array.CreateInstance(type, constants.Sum(constant => constant.Count));
        int outer = ElementCount.Of(dimensions.Take(axis));
        for (int o = 0, place = 0; o < outer; o++)
        {
            foreach (OnnxConstant constant in constants)
            {
                int run = constant.Count / outer;
                Array.Copy(constant.Elements, o * run, elements, place, run);
                place += run;
            }
        }

        return new OnnxConstant(constants[0].Type, dimensions, elements);
    }

    /// <summary>The elements converted as ONNX's Cast does: fractions are cut off, anything but 0 is true.</summary>
    /// <exception cref="OverflowException">A value does not fit the type.</exception>
    public OnnxConstant Cast(DataType type) => new(type, Dimensions, type switch
    {
        DataType.Float => Array.ConvertAll(Reals(), value => (float)value),
        DataType.Float16 => Array.ConvertAll(Reals(), value => (float)(Half)value),
        DataType.Double => Reals(),
        DataType.Bool => Array.ConvertAll(Reals(), value => value != 0 ? 1L : 0L),
        _ => Array.ConvertAll(
            Integers() ?? Array.ConvertAll(Reals(), value => checked((long)value)), value => Checked(value, type)),
    });

    /// <summary>The type of a tensor of the graph that holds elements of an ONNX type as they are; null where there is none.</summary>
    public static ElementType? ElementTypeOf(DataType type) => type switch
    {
        DataType.Float => ElementType.Float32,
        DataType.Int8 => ElementType.Int8,
        DataType.Uint8 => ElementType.UInt8,
        DataType.Int16 => ElementType.Int16,
        DataType.Int32 => ElementType.Int32,
        DataType.Int64 => ElementType.Int64,
        DataType.Bool => ElementType.Bool,
        _ => null,
    };

    /// <summary>The ONNX type of a tensor of the graph.</summary>
    public static DataType DataTypeOf(ElementType type) => Enum.GetValues<DataType>().First(candidate => ElementTypeOf(candidate) == type);

    /// <summary>
    /// The constant as a tensor of the graph: real numbers as Float32, integers in their own type, or as Int64 where the graph does not
    /// have it. The caller has made sure that no dimension is 0.
    /// </summary>
    public Tensor ToTensor(string name)
    {
        var shape = new Shape(Dimensions.AsSpan());
        if (Elements is not long[] integers)
        {
            return new Tensor(name, ElementType.Float32, shape, data: MemoryMarshal.AsBytes(Floats().AsSpan()).ToArray()) { Stored = Stored?.ToTensor(name) };
        }

        ElementType type = ElementTypeOf(Type) ?? ElementType.Int64;
        return type.Size() switch
        {
            sizeof(byte) => Tensor.Constant<byte>(name, type, shape, Array.ConvertAll(integers, value => unchecked((byte)value))),
            sizeof(short) => Tensor.Constant<short>(name, type, shape, Array.ConvertAll(integers, value => unchecked((short)value))),
            sizeof(int) => Tensor.Constant<int>(name, type, shape, Array.ConvertAll(integers, value => unchecked((int)value))),
            _ => Tensor.Constant<long>(name, type, shape, integers),
        };
    }

    public override string ToString() => $"{Type} [{string.Join(", ", Dimensions)}]";

    private static long Checked(long value, DataType type) => type switch
    {
        DataType.Int8 => checked((sbyte)value),
        DataType.Uint8 => checked((byte)value),
        DataType.Int16 => checked((short)value),
        DataType.Uint16 => checked((ushort)value),
        DataType.Int32 => checked((int)value),
        DataType.Uint32 => checked((uint)value),
        DataType.Uint64 => checked((long)(ulong)value),
        _ => value,
    };
}
