using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// Reads the tables of a TensorFlow Lite file (schema version 3, tensorflow/lite/schema/schema.fbs). Field numbers stand
/// in the order of that schema. After this, indices and lengths need no further check.
/// </summary>
internal sealed class TfLiteReader
{
    private const uint SchemaVersion = 3;

    private readonly FlatBuffer _file;
    private readonly FlatTable[] _buffers;
    private readonly FlatTable[] _codes;

    private TfLiteReader(FlatBuffer file, FlatTable model)
    {
        _file = file;
        _codes = model.Tables(1);
        _buffers = model.Tables(4);
    }

    /// <summary>Reads a file with the identifier TFL3.</summary>
    public static TfLiteModel Read(string path, byte[] bytes)
    {
        var file = new FlatBuffer(path, bytes);
        FlatTable model = file.Root;
        if (model.UInt32(0) is not SchemaVersion and uint version)
        {
            throw ModelDiagnostics.NotAModel(path, $"its schema has version {version}, not {SchemaVersion}");
        }

        var reader = new TfLiteReader(file, model);
        ImmutableArray<TfLiteModel> graphs = [.. model.Tables(2).Select(reader.Graph)];
        if (graphs.IsEmpty) throw ModelDiagnostics.Damaged(path, "it has no subgraph");

        // The first one is the model; others may only be what CALL_ONCE runs before it.
        int called = graphs[0].Operators.Where(@operator => @operator.Code == BuiltinOperator.CALL_ONCE).Select(@operator => @operator.Options.Int32(0)).Distinct().Count();
        return graphs.Length == 1 + called
            ? graphs[0] with { Subgraphs = graphs }
            : throw ModelDiagnostics.NotAModel(path, $"it has {graphs.Length} subgraphs (control flow or several signatures), and one beside those that initialize it is supported");
    }

    private TfLiteModel Graph(FlatTable graph)
    {
        ImmutableArray<TfLiteTensor> tensors = [.. graph.Tables(0).Select(Tensor)];
        return new TfLiteModel(
            _file.Path,
            tensors,
            [.. graph.Tables(3).Select(table => Operator(table, tensors))],
            Indices(graph, 1, tensors, 0),
            Indices(graph, 2, tensors, 0));
    }

    private TfLiteTensor Tensor(FlatTable table, int index)
    {
        string name = table.Text(3);
        FlatTable quantization = table.Table(4);
        ImmutableArray<int> dimensions = table.Numbers<int>(0);
        return new TfLiteTensor
        {
            Name = name.Length > 0 ? name : "tensor" + index.ToString(CultureInfo.InvariantCulture),
            Type = (TensorType)table.Byte(1),
            Dimensions = dimensions,
            Signature = table.Numbers<int>(7),
            Data = Data(table.UInt32(2)),
            Scales = quantization.Numbers<float>(2),
            ZeroPoints = quantization.Numbers<long>(3),
            QuantizedAxis = quantization.Int32(6),
            IsUnranked = dimensions.IsEmpty && !table.Boolean(8),
            IsVariable = table.Boolean(5),
            Obstacle =
                table.Has(6) ? "is stored sparse"
                : table.UInt32(10) != 0 ? "is stored in another file"
                : table.HasFrom(11) ? "has fields of a newer schema"
                : quantization.Byte(4) != 0 ? "has custom quantization details"
                : quantization.HasFrom(7) ? "has quantization fields of a newer schema"
                : null,
        };
    }

    private ReadOnlyMemory<byte> Data(uint index)
    {
        if (index >= _buffers.Length)
        {
            throw ModelDiagnostics.Damaged(_file.Path, $"a tensor names buffer {index} of {_buffers.Length}");
        }

        FlatTable buffer = _buffers[index];

        // Files of more than 2 GB keep data after the tables; an offset of 0 or 1 says that this one does not.
        return buffer.UInt64(1) > 1 ? _file.Slice(buffer.UInt64(1), buffer.UInt64(2)) : buffer.Bytes(0);
    }

    private TfLiteOperator Operator(FlatTable table, ImmutableArray<TfLiteTensor> tensors)
    {
        uint codeIndex = table.UInt32(0);
        if (codeIndex >= _codes.Length)
        {
            throw ModelDiagnostics.Damaged(_file.Path, $"an operator names code {codeIndex} of {_codes.Length}");
        }

        FlatTable code = _codes[codeIndex];

        // Codes up to 127 stand in a byte that older readers know, later ones in the full field only.
        var builtin = (BuiltinOperator)Math.Max(code.Byte(0), code.Int32(3));
        ImmutableArray<int> outputs = Indices(table, 2, tensors, 0);
        if (outputs.IsEmpty && builtin is not (BuiltinOperator.ASSIGN_VARIABLE or BuiltinOperator.CALL_ONCE)) throw ModelDiagnostics.Damaged(_file.Path, $"an operator {builtin} has no output");

        // Which inputs these change is known; the intermediate tensors only say how they were calibrated.
        bool isRecurrent = builtin is BuiltinOperator.SVDF or BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM;
        return new TfLiteOperator
        {
            Code = builtin,
            CodeName = builtin == BuiltinOperator.CUSTOM ? code.Text(1) : builtin.ToString(),
            Name = outputs.IsEmpty ? builtin.ToString() : tensors[outputs[0]].Name,
            Inputs = Indices(table, 1, tensors, -1),
            Outputs = outputs,
            OptionsType = (BuiltinOptions)table.Byte(3),
            Options = table.Table(4),
            CustomOptions = table.Bytes(5),
            Obstacle =
                (!table.Bytes(5).IsEmpty && builtin != BuiltinOperator.CUSTOM) || table.Has(9) ? "custom options"
                : !isRecurrent && table.Bytes(7).Span.ContainsAnyExcept((byte)0) ? "inputs that it changes (state)"
                : !isRecurrent && !table.Numbers<int>(8).IsEmpty ? "intermediate tensors"
                : table.Byte(11) != 0 ? "options of the second kind"
                : table.HasFrom(14) ? "fields of a newer schema"
                : null,
        };
    }

    private ImmutableArray<int> Indices(FlatTable table, int field, ImmutableArray<TfLiteTensor> tensors, int minimum)
    {
        ImmutableArray<int> indices = table.Numbers<int>(field);
        foreach (int index in indices)
        {
            if (index < minimum || index >= tensors.Length)
            {
                throw ModelDiagnostics.Damaged(_file.Path, FormattableString.Invariant($"it names tensor {index} of {tensors.Length}"));
            }
        }

        return indices;
    }
}
