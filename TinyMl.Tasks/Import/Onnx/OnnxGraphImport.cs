using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Classical;
using TinyMl.Tasks.Import.Onnx.Format;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;
using DimensionCase = TinyMl.Tasks.Import.Onnx.Format.TensorShapeProto.Types.Dimension.ValueOneofCase;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>The import of one graph: walks its nodes in an order in which they can run, and keeps what every name stands
/// for.</summary>
internal sealed class OnnxGraphImport(OnnxFile file, TensorReader tensors)
{
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<ClassNames> _classNames = [];

    public string Path { get; } = file.Path;

    public GraphBuilder Builder { get; } = new(file.Path);

    public TensorReader Tensors { get; } = tensors;

    /// <summary>Imports the graph.</summary>
    /// <exception cref="DiagnosticException">The model is damaged, or uses what is not supported.</exception>
    public Graph Run(string name, CancellationToken cancellation)
    {
        GraphProto graph = file.Graph;
        OperatorTable.RequireSupported(Path, graph.Node);
        if (graph.SparseInitializer.Count > 0) throw ModelDiagnostics.NotAModel(Path, "it has sparse initializers");

        foreach (TensorProto initializer in graph.Initializer)
            Define(initializer.Name, initializer.DataType == DataType.String ? Tensors.ReadStrings(initializer) : new OnnxValue(Tensors.Read(initializer)));
        Tensor[] inputs = [.. graph.Input.Where(input => !_values.ContainsKey(input.Name)).Select(Input)];
        if (inputs.Length == 0) throw ModelDiagnostics.NotAModel(Path, "it has no inputs, so that it computes nothing");
        _used.UnionWith(graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)));

        foreach (NodeProto node in NodeOrder.Sort(Path, graph.Node, _values.ContainsKey))
        {
            cancellation.ThrowIfCancellationRequested();
            OperatorTable.Import(new OnnxNode(node, this));
        }

        ImmutableArray<string> labels = ClassNames.Common(_classNames);
        Tensor[] outputs = Outputs(graph, inputs, labels);
        return QuantizedEdges.Describe(new Graph(name, inputs, outputs, Builder.Nodes) { Labels = labels }.WithoutUnused());
    }

    /// <summary>Takes over what classes are called.</summary>
    public void AddClassNames(ClassNames names) => _classNames.Add(names);

    /// <summary>Whether a node or the model's caller reads a value.</summary>
    public bool IsUsed(string name) => name.Length > 0 && _used.Contains(name);

    /// <summary>Whether a value is an output of the model.</summary>
    public bool IsOutput(string name) => file.Graph.Output.Any(output => output.Name == name);

    /// <summary>The version of a domain's operators that the file uses.</summary>
    public int Opset(string domain) => file.Opsets.TryGetValue(OnnxFile.IsStandard(domain) ? "" : domain, out int version)
        ? version
        : throw ModelDiagnostics.Damaged(Path, $"it uses operators of '{domain}' and does not say which version of them");

    public OnnxValue Value(string name) => _values.TryGetValue(name, out OnnxValue? value)
        ? value
        : throw ModelDiagnostics.Damaged(Path, $"no node, input or initializer gives the value '{name}'");

    public void Define(string name, OnnxValue value)
    {
        if (name.Length == 0)
            throw ModelDiagnostics.Damaged(Path, "it has an initializer, an input or a node's output without a name");
        if (!_values.TryAdd(name, value)) throw ModelDiagnostics.Damaged(Path, $"the name '{name}' is given twice");
    }

    private Tensor Input(ValueInfoProto input)
    {
        TypeProto.Types.TensorType type = input.Type?.TensorType
            ?? throw ModelDiagnostics.ShapeNotStatic(Path, input.Name, "the input has no tensor type");
        ElementType elements = OnnxConstant.ElementTypeOf((DataType)type.ElemType)
            ?? throw ModelDiagnostics.NotAModel(Path, $"the input '{input.Name}' is of the type {(DataType)type.ElemType}; inputs are FLOAT, INT8, UINT8, INT16, INT32, INT64 or BOOL");
        if (type.Shape is null) throw ModelDiagnostics.ShapeNotStatic(Path, input.Name, "the input has no shape");

        long[] dimensions = [.. type.Shape.Dim.Select((dimension, axis) => Dimension(input.Name, dimension, axis))];
        var tensor = new Tensor(input.Name, elements, Builder.Shape(input.Name, dimensions));
        Define(input.Name, new OnnxValue(tensor));
        return tensor;
    }

    /// <summary>A dimension of an input. A batch that is left open is 1: a device sees one sample at a time.</summary>
    private long Dimension(string input, TensorShapeProto.Types.Dimension dimension, int axis)
    {
        return dimension.ValueCase switch
        {
            DimensionCase.DimValue when dimension.DimValue > 0 => dimension.DimValue,
            DimensionCase.DimValue when dimension.DimValue == 0 => throw NotStatic("0"),
            _ when axis == 0 => 1,
            DimensionCase.DimParam => throw NotStatic($"'{dimension.DimParam}'"),
            _ => throw NotStatic("not given"),
        };

        DiagnosticException NotStatic(string what) =>
            ModelDiagnostics.ShapeNotStatic(Path, input, $"dimension {axis} is {what}");
    }

    private Tensor[] Outputs(GraphProto graph, Tensor[] inputs, ImmutableArray<string> labels)
    {
        if (graph.Output.Count == 0) throw ModelDiagnostics.Damaged(Path, "it has no outputs");
        var given = new HashSet<Tensor>(inputs);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var outputs = new Tensor[graph.Output.Count];
        for (int i = 0; i < outputs.Length; i++)
        {
            string name = graph.Output[i].Name;
            if (!names.Add(name)) throw ModelDiagnostics.Damaged(Path, $"the output '{name}' is given twice");
            OnnxValue value = Value(name);
            if (!value.Strings.IsEmpty && !value.Strings.SequenceEqual(labels))
                throw ModelDiagnostics.NotAModel(Path, $"the output '{name}' is of strings that are not those of the model's other classes, and a model has one list of labels");
            Tensor tensor = value.Activation ?? Constant(name, value.Constant!);

            // An input or another output that is passed on keeps its own name; a reshape to its own shape gives it the second
            // one.
            bool hasName = given.Add(tensor) && tensor.Name == name;
            outputs[i] = hasName ? tensor : Builder.Add(name, name, new Reshape(tensor.Shape), tensor);
        }

        return outputs;
    }

    /// <summary>A constant that is an output as it stands.</summary>
    private Tensor Constant(string name, OnnxConstant constant)
    {
        if (constant.IsInteger && OnnxConstant.ElementTypeOf(constant.Type) is null)
            throw ModelDiagnostics.NotAModel(Path, $"the output '{name}' is of the type {constant.Type}");
        Builder.Shape(name, [.. constant.Dimensions.Select(dimension => (long)dimension)]);
        return constant.ToTensor(name);
    }
}
