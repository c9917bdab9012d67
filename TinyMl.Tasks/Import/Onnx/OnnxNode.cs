using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Onnx.Classical;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>A node of an ONNX file while it is imported: its inputs and attributes, and the ways to say what its output
/// is.</summary>
internal sealed class OnnxNode
{
    private readonly NodeProto _node;
    private readonly OnnxGraphImport _import;
    private readonly string _shownType;
    private int _intermediates;

    /// <summary>A node of the file, or one that a node of it stands for, of whose operator messages speak.</summary>
    public OnnxNode(NodeProto node, OnnxGraphImport import, string? shownType = null)
    {
        _node = node;
        _import = import;
        _shownType = shownType ?? node.OpType;
        Name = NameOf(node);
        if (!node.Output.Any(output => output.Length > 0)) throw Damaged("it has no output");
        try
        {
            Attributes = new NodeAttributes(node.Attribute);
        }
        catch (FormatException exception)
        {
            throw Damaged(exception.Message);
        }
    }

    public string Name { get; }

    public string OpType => _node.OpType;

    /// <summary>The operator's name in <see cref="OperatorTable"/>.</summary>
    public string QualifiedName => OperatorTable.NameOf(_node);

    /// <summary>The version of the standard's operators.</summary>
    public int StandardOpset => _import.Opset("");

    /// <summary>The version of the operator's domain.</summary>
    public int Opset => _import.Opset(_node.Domain);

    public NodeAttributes Attributes { get; }

    public int InputCount => _node.Input.Count;

    /// <summary>Whether every input that is given is known at import.</summary>
    public bool IsConstant => Enumerable.Range(0, InputCount).All(i => !Has(i) || Input(i).Constant is not null);

    /// <summary>What messages call a node: its name, else its first output's.</summary>
    public static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(output => output.Length > 0, string.Empty);

    // Optional outputs that are left out have no name; the others may come first.
    private string FirstOutput => _node.Output.First(output => output.Length > 0);

    /// <summary>How many outputs the node names, used or not.</summary>
    public int OutputCount => _node.Output.Count;

    /// <summary>Whether a node or the model's caller reads an output.</summary>
    public bool IsUsed(int output) => output < _node.Output.Count && _import.IsUsed(_node.Output[output]);

    /// <summary>Whether an output is one of the model.</summary>
    public bool IsGraphOutput(int output) => output < _node.Output.Count && _import.IsOutput(_node.Output[output]);

    /// <summary>The name of an output in the file.</summary>
    public string OutputName(int output) => _node.Output[output];

    /// <summary>Checks how many inputs there are, and that nobody uses more than the first outputs.</summary>
    public void Expect(int least, int most, int outputs = 1)
    {
        if (_node.Input.Count > most) throw Damaged($"it has {_node.Input.Count} inputs, more than {most}");
        for (int i = 0; i < least; i++)
        {
            if (!Has(i)) throw Damaged($"its input {i} is missing");
        }

        if (_node.Output.Skip(outputs).FirstOrDefault(_import.IsUsed) is { } other)
            throw Unsupported($"its output '{other}' is used, and only the first {(outputs == 1 ? "output is" : $"{outputs} outputs are")} supported");
    }

    /// <summary>Whether an optional input is given.</summary>
    public bool Has(int input) => input < _node.Input.Count && _node.Input[input].Length > 0;

    /// <summary>An input of numbers.</summary>
    public OnnxValue Input(int input)
    {
        OnnxValue value = InputOrStrings(input);
        return value.Strings.IsEmpty || OperatorTable.TakesStrings(QualifiedName) ? value : throw Unsupported($"its input '{InputName(input)}' is of strings, and it takes numbers here");
    }

    /// <summary>An input of numbers or strings.</summary>
    public OnnxValue InputOrStrings(int input) => _import.Value(_node.Input[input]);

    /// <summary>The largest magnitude of a constant of that name; null where it is computed while the model runs.</summary>
    public double? LargestMagnitude(string name) => _import.Value(name).Constant?.Reals().Select(Math.Abs).DefaultIfEmpty().Max();

    /// <summary>An input as a float tensor of the graph, constant or not.</summary>
    public Tensor Tensor(int input)
    {
        if (Input(input) is { Constant: { } constant }) return FloatTensor(_node.Input[input], constant);
        Tensor activation = Activation(input);
        return activation.Type == ElementType.Float32
            ? activation
            : throw Unsupported($"its input '{InputName(input)}' is of the type {activation.Type}; it takes Float32 here");
    }

    /// <summary>An input as a tensor of the graph of any type, constant or not, for operators that move elements.</summary>
    public Tensor Data(int input)
    {
        if (Input(input) is not { Constant: { } constant }) return Activation(input);
        if (!constant.IsInteger) return FloatTensor(InputName(input), constant);
        Reserve(constant.Count);
        _import.Builder.Shape(InputName(input), [.. constant.Dimensions.Select(dimension => (long)dimension)]);
        return constant.ToTensor(InputName(input));
    }

    /// <summary>A constant as a float tensor of the graph.</summary>
    /// <exception cref="DiagnosticException">It is not of floats, is empty, or has values that are not finite.</exception>
    public Tensor FloatTensor(string name, OnnxConstant constant)
    {
        float[] values = constant.Floats() ?? throw Unsupported($"its input '{name}' is of the type {constant.Type}, not of floats");
        RequireFinite(name, values);
        Reserve(values.Length);
        _import.Builder.Shape(name, [.. constant.Dimensions.Select(dimension => (long)dimension)]);
        return constant.ToTensor(name);
    }

    /// <summary>An input that must be known at import.</summary>
    public OnnxConstant Constant(int input, string role) =>
        Input(input).Constant
            ?? throw Unsupported($"its {role} must be constant, but '{_node.Input[input]}' is computed while the model runs");

    /// <summary>A float tensor of values that were computed from the tensor of that name.</summary>
    /// <exception cref="DiagnosticException">A value is not finite.</exception>
    public Tensor FloatTensor(string name, Shape shape, float[] values)
    {
        RequireFinite(name, values);
        return Graphs.Tensor.Constant(name, shape, values);
    }

    /// <summary>Floats that must be known at import, finite unless said.</summary>
    public float[] Floats(int input, string role, bool requireFinite = true)
    {
        float[] values = Constant(input, role).Floats()
            ?? throw Unsupported($"its {role} must be floats, but '{_node.Input[input]}' is {Input(input).Constant}");
        if (requireFinite) RequireFinite(_node.Input[input], values);
        return values;
    }

    /// <summary>Integers that must be known at import, because shapes follow from them; null where the input is not given.</summary>
    public long[]? Integers(int input, string role)
    {
        if (!Has(input)) return null;
        OnnxConstant constant = Input(input).Constant
            ?? throw ModelDiagnostics.ShapeNotStatic(_import.Path, FirstOutput, $"{OpType} takes its {role} from '{InputName(input)}', which is computed while the model runs");
        return constant.Integers() ?? throw Damaged($"its {role} must be integers, but '{InputName(input)}' is {constant}");
    }

    /// <summary>The name of an input in the file.</summary>
    public string InputName(int input) => _node.Input[input];

    /// <summary>Appends a node whose output is an intermediate result.</summary>
    public Tensor Emit(Operator @operator, params IReadOnlyList<Tensor> inputs) =>
        _import.Builder.Add(NodeName(@operator), Intermediate(), @operator, inputs);

    /// <summary>Appends a node whose output is an intermediate result of a type and quantization that do not follow from the inputs.</summary>
    public Tensor Emit(Operator @operator, ElementType type, QuantizationParameters? quantization, params IReadOnlyList<Tensor> inputs) =>
        _import.Builder.Add(NodeName(@operator), Intermediate(), @operator, type, quantization, inputs);

    /// <summary>Appends a node whose outputs are intermediate results, and gives the first.</summary>
    public Tensor EmitSeveral(Operator @operator, IReadOnlyList<Tensor> inputs, params IReadOnlyList<Tensor> furtherOutputs) =>
        _import.Builder.AddSeveral(NodeName(@operator), Intermediate(), @operator, inputs, furtherOutputs);

    /// <summary>Imports a node of the standard's operators that this one is a short form of.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">The names of its inputs; "" is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output, an intermediate result.</returns>
    public string Expand(string operation, string[] inputs, params IEnumerable<AttributeProto> attributes) => Expand(operation, Part(), inputs, attributes);

    /// <summary>Imports the node of the standard's operators that gives the output.</summary>
    public void ExpandLast(string operation, string[] inputs, params IEnumerable<AttributeProto> attributes) => Expand(operation, _node.Output[0], inputs, attributes);

    /// <summary>Gives a constant that the import computes a name, by which other nodes can read it.</summary>
    public string Define(OnnxConstant constant)
    {
        string name = Part();
        _import.Define(name, new OnnxValue(constant));
        return name;
    }

    /// <summary>The attributes but some, for a node that this one is a short form of; they count as understood here.</summary>
    public AttributeProto[] Pass(params string[] others)
    {
        AttributeProto[] passed = [.. _node.Attribute.Where(attribute => !others.Contains(attribute.Name))];
        foreach (AttributeProto attribute in passed) Attributes.Ignore(attribute.Name);
        return passed;
    }

    /// <summary>Appends the node that gives the output.</summary>
    public void Output(Operator @operator, params IReadOnlyList<Tensor> inputs) =>
        Output(_import.Builder.Add(NodeName(@operator), _node.Output[0], @operator, inputs));

    /// <summary>Appends the node that gives the output, of a type and quantization that do not follow from the inputs.</summary>
    public void Output(Operator @operator, ElementType type, QuantizationParameters? quantization, params IReadOnlyList<Tensor> inputs) =>
        Output(_import.Builder.Add(NodeName(@operator), _node.Output[0], @operator, type, quantization, inputs));

    /// <summary>Appends the node that gives one of several outputs, which has a name.</summary>
    public void Output(int output, Operator @operator, params IReadOnlyList<Tensor> inputs) =>
        _import.Define(_node.Output[output], new OnnxValue(_import.Builder.Add(NodeName(@operator), _node.Output[output], @operator, inputs)));

    /// <summary>Says that one of several outputs, which has a name, is another value of the graph.</summary>
    public void Output(int output, OnnxValue value) => _import.Define(_node.Output[output], value);

    /// <summary>
    /// Gives the labels of classes as the first output, where anybody reads it: integers, or the places of strings. What the classes are
    /// called goes with the model.
    /// </summary>
    /// <param name="names">What the classes are called; null where nothing is known.</param>
    /// <param name="emit">Appends the node that picks a label.</param>
    public void OutputLabels(ClassNames? names, Func<Tensor> emit)
    {
        if (names is not null) _import.AddClassNames(names);
        if (IsUsed(0)) _import.Define(_node.Output[0], new OnnxValue(emit()) { Strings = names?.Strings ?? [], Choices = names?.Values ?? [] });
    }

    /// <summary>Says what the classes are called.</summary>
    public void AddClassNames(ClassNames names) => _import.AddClassNames(names);

    /// <summary>Says that the output is a tensor that there is already.</summary>
    public void Output(Tensor tensor) => Output(new OnnxValue(tensor));

    /// <summary>Says that the output is known at import.</summary>
    public void Output(OnnxConstant constant) => Output(new OnnxValue(constant));

    /// <summary>Says that the output is another value of the graph.</summary>
    public void Output(OnnxValue value) => _import.Define(_node.Output[0], OperatorTable.TakesStrings(QualifiedName) ? value with { Strings = InputOrStrings(0).Strings } : value);

    /// <summary>Reads a tensor attribute.</summary>
    public OnnxConstant Read(TensorProto tensor) => _import.Tensors.Read(tensor);

    /// <summary>Reads a tensor attribute of strings.</summary>
    public OnnxValue ReadStrings(TensorProto tensor) => _import.Tensors.ReadStrings(tensor);

    /// <summary>Checks that a constant of the given dimensions may be computed.</summary>
    /// <returns>The number of its elements.</returns>
    public int Reserve(params IEnumerable<long> dimensions) => _import.Tensors.Reserve(FirstOutput, dimensions);

    /// <summary>Checks that places or elements of the given dimensions may be listed one by one, as no model for a device has many.</summary>
    /// <returns>Their number.</returns>
    public int ReserveList(params IEnumerable<long> dimensions)
    {
        const int Most = 1 << 20;
        int count = Reserve(dimensions);
        return count <= Most ? count : throw Unsupported($"it takes or gives {count} elements along its axes, and at most {Most} are supported");
    }

    /// <summary>An axis counted from the start; an ONNX axis may count from the end.</summary>
    public int Axis(long axis, int rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw Damaged($"its axis {axis} does not exist in {rank} dimensions");

    /// <summary>Axes counted from the start, ascending, each once.</summary>
    public ImmutableArray<int> Axes(IEnumerable<long> axes, int rank)
    {
        ImmutableArray<int> sorted = [.. axes.Select(axis => Axis(axis, rank)).Order()];
        return sorted.Distinct().Count() == sorted.Length ? sorted : throw Damaged("it names an axis twice");
    }

    /// <summary>A shape, checked against what is possible.</summary>
    public Shape Shape(IReadOnlyList<long> dimensions) => _import.Builder.Shape(FirstOutput, dimensions);

    /// <summary>Ends the import of the node: every attribute must have been understood.</summary>
    public void RequireUnderstood()
    {
        if (Attributes.Unread is { } attribute) throw Unsupported($"its attribute '{attribute}' is not known");
    }

    /// <summary>A form of the operator that the importer does not have.</summary>
    public DiagnosticException Unsupported(string reason) =>
        ModelDiagnostics.OperatorFormNotSupported(_import.Path, _shownType, Name, reason);

    /// <summary>Something that contradicts the standard.</summary>
    public DiagnosticException Damaged(string reason) =>
        ModelDiagnostics.Damaged(_import.Path, $"the node '{Name}' ({_shownType}) is not valid: {reason}");

    private Tensor Activation(int input) => Input(input) is { IsUnrounded: false, Activation: { } activation }
        ? activation
        : throw Unsupported($"its input '{InputName(input)}' is given by DynamicQuantizeLinear, which MatMulInteger, ConvInteger and DequantizeLinear may read");

    private string Expand(string operation, string output, string[] inputs, IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = Name };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        OperatorTable.Import(new OnnxNode(node, _import, _shownType));
        return output;
    }

    private string Intermediate() => string.Create(CultureInfo.InvariantCulture, $"{FirstOutput}:{++_intermediates}");

    // Another name than the intermediate results of the node that gives the output in the end.
    private string Part() => string.Create(CultureInfo.InvariantCulture, $"{FirstOutput}/{++_intermediates}");

    /// <summary>The node's own name for what it computes, another for moves of data around it, which simplification may
    /// remove.</summary>
    private string NodeName(Operator @operator) =>
        @operator is Transpose or Reshape or Reinterpret or Quantize or Dequantize && OpType != @operator.Name ? $"{Name}:{@operator.Name}" : Name;

    private void RequireFinite(string name, float[] values)
    {
        foreach (float value in values)
        {
            if (float.IsFinite(value)) continue;
            string found = float.IsNaN(value) ? "not a number" : "infinite";
            throw ModelDiagnostics.Damaged(_import.Path, $"the tensor '{name}' has a value that is {found}");
        }
    }
}
