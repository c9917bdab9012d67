using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Google.FlatBuffers;
using TinyMl.Tasks.Import.TfLite;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>Writes TensorFlow Lite files, field by field as the schema numbers them.</summary>
internal sealed record TfLiteTestModel(TfLiteTestTensor[] Tensors, TfLiteTestOperator[] Operators, int[] Inputs, int[] Outputs)
{
    public uint Version { get; init; } = 3;

    public int Subgraphs { get; init; } = 1;

    /// <summary>A second subgraph.</summary>
    public TfLiteTestModel? Second { get; init; }

    /// <summary>A small int8 classifier as the converter writes them: convolution, pooling, reshape, fully connected, softmax.</summary>
    public static TfLiteTestModel Classifier { get; } = new(
        [
            Int8("input", 0.5f, -1, 1, 4, 4, 2) with { Signature = [-1, 4, 4, 2] },
            new TfLiteTestTensor("conv/weights", TensorType.INT8, [3, 3, 3, 2]) { Scales = [0.1f, 0.2f, 0.3f], ZeroPoints = [0, 0, 0] }.Filled<sbyte>(3),
            new TfLiteTestTensor("conv/bias", TensorType.INT32, [3]) { Scales = [0.05f, 0.1f, 0.15f], ZeroPoints = [0, 0, 0] }.Filled(7),
            Int8("conv", 0.25f, -128, 1, 4, 4, 3) with { Signature = [-1, 4, 4, 3] },
            Int8("pool", 0.25f, -128, 1, 1, 1, 3),
            Integers("shape", -1, 3),
            Int8("flat", 0.25f, -128, 1, 3),
            Int8("dense/weights", 0.01f, 0, 4, 3).Filled<sbyte>(-5),
            Int8("dense", 0.1f, 10, 1, 4),
            Int8("probabilities", 1 / 256f, -128, 1, 4),
        ],
        [
            new(BuiltinOperator.CONV_2D, [0, 1, 2], [3]) { OptionsType = BuiltinOptions.Conv2D, Options = [(0, (byte)0), (1, 1), (2, 1), (3, (byte)1)] },
            new(BuiltinOperator.AVERAGE_POOL_2D, [3], [4]) { OptionsType = BuiltinOptions.Pool2D, Options = [(0, (byte)1), (1, 4), (2, 4), (3, 4), (4, 4)] },
            new(BuiltinOperator.RESHAPE, [4, 5], [6]),
            new(BuiltinOperator.FULLY_CONNECTED, [6, 7, -1], [8]) { OptionsType = BuiltinOptions.FullyConnected },
            new(BuiltinOperator.SOFTMAX, [8], [9]) { OptionsType = BuiltinOptions.Softmax, Options = [(0, 1f)] },
        ],
        [0],
        [9]);

    /// <summary>A small int8 decoder: grouped and transposed convolution, product of matrices, fully connected with asymmetric weights.</summary>
    public static TfLiteTestModel Decoder { get; } = new(
        [
            Int8("input", 0.5f, -1, 1, 3, 3, 4),
            new TfLiteTestTensor("grouped/weights", TensorType.INT8, [4, 2, 2, 2]) { Scales = [0.1f, 0.2f, 0.3f, 0.4f], ZeroPoints = [0, 0, 0, 0] }.Filled<sbyte>(3),
            Int8("grouped", 0.25f, -128, 1, 2, 2, 4),
            Integers("shape", 1, 4, 4, 3),
            Int8("spread/weights", 0.1f, 0, 3, 2, 2, 4).Filled<sbyte>(5),
            new TfLiteTestTensor("spread/bias", TensorType.INT32, [3]) { Scales = [0.025f], ZeroPoints = [0] }.Filled(7),
            Int8("spread", 0.25f, 3, 1, 4, 4, 3),
            Int8("product", 1f, 0, 1, 4, 3, 3),
            Int8("dense/weights", 0.01f, -7, 2, 3).Filled<sbyte>(-5),
            Int8("dense", 0.1f, 10, 12, 2),
        ],
        [
            new(BuiltinOperator.CONV_2D, [0, 1, -1], [2]) { OptionsType = BuiltinOptions.Conv2D, Options = [(0, (byte)1), (1, 1), (2, 1)] },
            new(BuiltinOperator.TRANSPOSE_CONV, [3, 4, 2, 5], [6]) { OptionsType = BuiltinOptions.TransposeConv, Options = [(0, (byte)0), (1, 2), (2, 2), (3, (byte)1)] },
            new(BuiltinOperator.BATCH_MATMUL, [6, 6], [7]) { OptionsType = BuiltinOptions.BatchMatMul, Options = [(0, true), (1, false)] },
            new(BuiltinOperator.FULLY_CONNECTED, [7, 8, -1], [9]) { OptionsType = BuiltinOptions.FullyConnected },
        ],
        [0],
        [9]);

    /// <summary>The operators that take, repeat and interpolate elements, one after the other.</summary>
    public static TfLiteTestModel Moves { get; } = new(
        [
            Int8("x", 0.5f, 0, 1, 4, 4, 4), Int8("deep", 0.5f, 0, 1, 2, 2, 16), Integers("block", 2), Integers("edges", 1, 1) with { Shape = [1, 2] }, Int8("spread", 0.5f, 0, 2, 2, 2, 16),
            Int8("joined", 0.5f, 0, 1, 2, 2, 16), Integers("size", 3, 5), Int8("nearest", 0.5f, 0, 1, 3, 5, 16), Int8("bilinear", 0.5f, 0, 1, 5, 3, 16), Integers("begin", 0, 1), Integers("end", 0, -1),
            Integers("stride", 1, 2), Int8("strided", 0.5f, 0, 1, 2, 3, 16), Integers("zeros", 0, 0, 0, 0), Integers("sizes", 1, -1, 2, 8), Int8("slice", 0.5f, 0, 1, 2, 2, 8), Integers("axis", 3),
            Int8("left", 0.5f, 0, 1, 2, 2, 4), Int8("right", 0.5f, 0, 1, 2, 2, 4), Int8("packed", 0.5f, 0, 1, 2, 2, 2, 4), Integers("repeats", 1, 1, 1, 2, 1), Int8("tiled", 0.5f, 0, 1, 2, 2, 4, 4),
            Integers("indices", 1, 0), Int8("gathered", 0.5f, 0, 1, 2, 2, 4, 4), Int8("first", 0.5f, 0, 1, 2, 4, 4), Int8("second", 0.5f, 0, 1, 2, 4, 4), Integers("pads", 0, 0, 1, 0, 2, 1, 0, 0) with { Shape = [4, 2] },
            Int8("mirrored", 0.5f, 0, 1, 3, 7, 4), Integers("reversed", 1, 2), Int8("reverse", 0.5f, 0, 1, 3, 7, 4), new("shape", TensorType.INT32, [4]), Integers("dimensions", 1, 3, 7, 4),
            Int8("value", 0.5f, 0).Filled((sbyte)3), Int8("filled", 0.5f, 0, 1, 3, 7, 4), Integers("size2", 5, 3),
        ],
        [
            new(BuiltinOperator.SPACE_TO_DEPTH, [0], [1]) { OptionsType = BuiltinOptions.SpaceToDepth, Options = [(0, 2)] },
            new(BuiltinOperator.SPACE_TO_BATCH_ND, [1, 2, 3], [4]),
            new(BuiltinOperator.BATCH_TO_SPACE_ND, [4, 2, 3], [5]),
            new(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, [5, 6], [7]) { OptionsType = BuiltinOptions.ResizeNearestNeighbor, Options = [(1, true)] },
            new(BuiltinOperator.RESIZE_BILINEAR, [7, 34], [8]) { OptionsType = BuiltinOptions.ResizeBilinear, Options = [(2, true)] },
            new(BuiltinOperator.STRIDED_SLICE, [8, 9, 10, 11], [12]) { OptionsType = BuiltinOptions.StridedSlice, Options = [(0, 1), (1, 1)] },
            new(BuiltinOperator.SLICE, [12, 13, 14], [15]),
            new(BuiltinOperator.SPLIT, [16, 15], [17, 18]) { OptionsType = BuiltinOptions.Split, Options = [(0, 2)] },
            new(BuiltinOperator.PACK, [17, 18], [19]) { OptionsType = BuiltinOptions.Pack, Options = [(0, 2), (1, 1)] },
            new(BuiltinOperator.TILE, [19, 20], [21]),
            new(BuiltinOperator.GATHER, [21, 22], [23]) { OptionsType = BuiltinOptions.Gather, Options = [(0, 2)] },
            new(BuiltinOperator.UNPACK, [23], [24, 25]) { OptionsType = BuiltinOptions.Unpack, Options = [(0, 2), (1, 1)] },
            new(BuiltinOperator.MIRROR_PAD, [24, 26], [27]) { OptionsType = BuiltinOptions.MirrorPad, Options = [(0, (byte)0)] },
            new(BuiltinOperator.REVERSE_V2, [27, 28], [29]),
            new(BuiltinOperator.SHAPE, [29], [30]),
            new(BuiltinOperator.FILL, [30, 32], [33]),
        ],
        [0],
        [29, 33, 25]);

    /// <summary>A model of one operator; the first tensor is the input, the last the output, and those between are constants.</summary>
    public static TfLiteTestModel Of(BuiltinOperator code, BuiltinOptions optionsType, (int, object)[] options, params TfLiteTestTensor[] tensors) =>
        new(
            tensors,
            [new(code, [.. Enumerable.Range(0, tensors.Length - 1)], [tensors.Length - 1]) { OptionsType = optionsType, Options = options }],
            [0],
            [tensors.Length - 1]);

    public TfLiteTestModel With(int tensor, Func<TfLiteTestTensor, TfLiteTestTensor> change) =>
        this with { Tensors = [.. Tensors.Select((old, i) => i == tensor ? change(old) : old)] };

    public TfLiteTestModel WithOperator(int index, Func<TfLiteTestOperator, TfLiteTestOperator> change) =>
        this with { Operators = [.. Operators.Select((old, i) => i == index ? change(old) : old)] };

    public byte[] Write()
    {
        // Where data lies behind the tables, its offset is known once the tables have been written; their length does not depend on it.
        return [.. Tables(Tables(1).Length), .. Behind().SelectMany(tensor => tensor.Data!)];
    }

    private IEnumerable<TfLiteTestTensor> Behind() => Tensors.Where(tensor => tensor.IsBehindTables);

    private byte[] Tables(int length)
    {
        var builder = new FlatBufferBuilder(1024);
        var buffers = new List<Reference> { Table(builder, 3) };
        TfLiteTestOperator[] all = [.. Operators, .. Second?.Operators ?? []];
        Reference[] codes = [.. all.Select(@operator => Code(builder, @operator))];
        Reference[] graphs = [.. Enumerable.Repeat(Graph(this), Subgraphs), .. Second is null ? Array.Empty<Reference>() : [Graph(Second)]];
        Reference model = Table(
            builder,
            5,
            (0, Version),
            (1, References(builder, codes)),
            (2, References(builder, graphs)),
            (4, References(builder, [.. buffers])));
        builder.Finish(model.Offset, "TFL3");
        return builder.SizedByteArray();

        Reference Graph(TfLiteTestModel model)
        {
            Reference[] tensors = [.. model.Tensors.Select(Tensor)];
            Reference[] operators = [.. model.Operators.Select(@operator => Operator(builder, @operator, Array.IndexOf(all, @operator)))];
            return Table(builder, 4, (0, References(builder, tensors)), (1, Vector(builder, model.Inputs)), (2, Vector(builder, model.Outputs)), (3, References(builder, operators)));
        }

        Reference Tensor(TfLiteTestTensor tensor)
        {
            if (tensor.IsBehindTables)
            {
                long before = Behind().TakeWhile(other => other != tensor).Sum(other => (long)other.Data!.Length);
                buffers.Add(Table(builder, 3, (1, (ulong)(length + before)), (2, (ulong)tensor.Data!.Length)));
            }
            else if (tensor.Data is not null)
            {
                buffers.Add(Table(builder, 3, (0, Vector(builder, tensor.Data, alignment: 16))));
            }

            return TfLiteTestModel.Tensor(builder, tensor, tensor.Data is null ? 0 : buffers.Count - 1);
        }
    }

    private static Reference Tensor(FlatBufferBuilder builder, TfLiteTestTensor tensor, int buffer) => Table(
        builder,
        11,
        (0, Vector(builder, tensor.Shape)),
        (1, (byte)tensor.Type),
        (2, (uint)buffer),
        (3, new Reference(builder.CreateString(tensor.Name).Value)),
        (4, Table(builder, 7, (2, Vector(builder, tensor.Scales)), (3, Vector(builder, tensor.ZeroPoints)), (4, tensor.HasQuantizationDetails), (6, tensor.Axis))),
        (5, tensor.IsVariable),
        (6, tensor.IsSparse ? Table(builder, 1) : null),
        (7, tensor.Signature is null ? null : Vector(builder, tensor.Signature)),
        (8, true),
        (10, tensor.IsExternal ? 1u : 0u));

    private static Reference Code(FlatBufferBuilder builder, TfLiteTestOperator @operator) => Table(
        builder,
        4,
        (0, (byte)Math.Min((int)@operator.Code, 127)),
        (1, @operator.CustomCode is null ? null : new Reference(builder.CreateString(@operator.CustomCode).Value)),
        (3, (int)@operator.Code));

    private static Reference Operator(FlatBufferBuilder builder, TfLiteTestOperator @operator, int index) => Table(
        builder,
        6,
        (0, (uint)index),
        (1, Vector(builder, @operator.Inputs)),
        (2, Vector(builder, @operator.Outputs)),
        (3, (byte)@operator.OptionsType),
        (4, Table(
            builder,
            @operator.Options.Select(option => option.Field + 1).Append(0).Max(),
            [.. @operator.Options.Select(option => (option.Field, option.Value switch
            {
                int[] values => Vector(builder, values),
                string text => new Reference(builder.CreateString(text).Value),
                _ => option.Value,
            }))])),
        (5, @operator.CustomOptions.Length == 0 ? null : Vector(builder, @operator.CustomOptions)));

    private static Reference Vector<T>(FlatBufferBuilder builder, T[] values, int alignment = 0)
        where T : struct
    {
        int size = Unsafe.SizeOf<T>();
        builder.StartVector(size, values.Length, Math.Max(size, alignment));
        builder.Add(values);
        return new Reference(builder.EndVector().Value);
    }

    private static Reference References(FlatBufferBuilder builder, Reference[] tables)
    {
        builder.StartVector(sizeof(uint), tables.Length, sizeof(uint));
        foreach (Reference table in tables.Reverse()) builder.AddOffset(table.Offset);
        return new Reference(builder.EndVector().Value);
    }

    private static Reference Table(FlatBufferBuilder builder, int fields, params (int Field, object? Value)[] values)
    {
        builder.StartTable(fields);
        foreach ((int field, object? value) in values)
        {
            switch (value)
            {
                case null:
                    break;
                case byte number:
                    builder.AddByte(field, number, 0);
                    break;
                case bool truth:
                    builder.AddBool(field, truth, false);
                    break;
                case int number:
                    builder.AddInt(field, number, 0);
                    break;
                case uint number:
                    builder.AddUint(field, number, 0);
                    break;
                case ulong number:
                    builder.AddUlong(field, number, 0);
                    break;
                case float number:
                    builder.AddFloat(field, number, 0);
                    break;
                case Reference reference:
                    builder.AddOffset(field, reference.Offset, 0);
                    break;
                default:
                    throw new ArgumentException($"No field holds {value}.", nameof(values));
            }
        }

        return new Reference(builder.EndTable());
    }

    /// <summary>A table, vector or string that is already in the file, by its distance from the end.</summary>
    private readonly record struct Reference(int Offset);
}
