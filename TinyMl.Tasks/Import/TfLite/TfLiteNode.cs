using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>An operator on its way into the graph: its operands, checked, and the nodes that it becomes.</summary>
internal sealed class TfLiteNode(string path, TfLiteOperator source, GraphTensors tensors, ICollection<Node> nodes)
{
    private const string FusedActivations = "Supported fused activations are NONE, RELU, RELU6 and RELU_N1_TO_1.";

    private int _intermediates;

    public TfLiteOperator Source { get; } = source;

    public GraphTensors Tensors { get; } = tensors;

    public int InputCount => Source.Inputs.Length;

    /// <summary>The type of the values that the operator computes with, as its activation operands say: Float32, Int8 or Int16.</summary>
    public ElementType Type { get; } = ComputingType(source, tensors);

    /// <summary>Whether the operator computes with integers instead of floats.</summary>
    public bool IsInteger => Type != ElementType.Float32;

    /// <summary>Whether two tensors that are quantized as a whole, or not at all, have the same scale and zero point.</summary>
    public static bool AreQuantizedAlike(Tensor left, Tensor right) =>
        left.Quantization?.Scale == right.Quantization?.Scale && left.Quantization?.ZeroPoint == right.Quantization?.ZeroPoint;

    public bool HasInput(int index) => index < InputCount && Source.Inputs[index] >= 0;

    /// <summary>Checks how many inputs and outputs there are.</summary>
    public void Expect(int inputs, int optionalInputs = 0, int outputs = 1)
    {
        if (InputCount < inputs || InputCount > inputs + optionalInputs) throw Damaged($"has {InputCount} inputs");
        for (int i = 0; i < inputs; i++)
        {
            if (!HasInput(i)) throw Damaged($"lacks input {i}");
        }

        if (Source.Outputs.Length != outputs) throw Damaged($"has {Source.Outputs.Length} outputs");
    }

    /// <summary>The options, which are this table or absent; a field from <paramref name="knownFields"/> on is not known here.</summary>
    public FlatTable Options(BuiltinOptions type, int knownFields)
    {
        if (Source.OptionsType != BuiltinOptions.None && Source.OptionsType != type)
        {
            throw Damaged($"has options of type {(int)Source.OptionsType}");
        }

        FlatTable options = Source.OptionsType == BuiltinOptions.None ? default : Source.Options;
        return options.HasFrom(knownFields)
            ? throw NotSupported("with options of a newer schema", $"Known are the first {knownFields} option fields.")
            : options;
    }

    /// <summary>An activation or constant that the operator computes with, in the operator's kind of number.</summary>
    public Tensor Operand(int index) => Operand(index, Type);

    /// <summary>An activation or constant of any type as the file has it, for operators that move elements.</summary>
    public Tensor Data(int index)
    {
        int tensor = Source.Inputs[index];
        Tensor data = Tensors.IsConstant(tensor) ? Tensors.Constant(tensor) : Tensors.Activation(tensor);
        return data.Quantization is { IsPerTensor: false }
            ? throw Damaged($"reads '{data.Name}', which has a scale for each channel")
            : data;
    }

    /// <summary>An operand that is quantized as a whole where the operator is an integer one.</summary>
    public Tensor Value(int index)
    {
        Tensor operand = Operand(index);
        return operand.Quantization is { IsPerTensor: false }
            ? throw Damaged($"reads '{operand.Name}', which has a scale for each channel")
            : operand;
    }

    /// <summary>A constant operand that an operator on int16 has as int8, with its values as int16; any operand of other operators.</summary>
    public Tensor Widened(int index)
    {
        if (Type != ElementType.Int16) return Value(index);
        if (!Tensors.IsConstant(Source.Inputs[index])) throw NotSupported("with INT8 values that are computed at run time", "On INT16 values they must be constants.");
        Tensor narrow = Operand(index, ElementType.Int8);
        if (narrow.Quantization is { IsPerTensor: false }) throw Damaged($"reads '{narrow.Name}', which has a scale for each channel");
        short[] wide = [.. narrow.Values<sbyte>().ToArray().Select(value => (short)value)];
        return Tensor.Constant<short>(narrow.Name, ElementType.Int16, narrow.Shape, wide, narrow.Quantization);
    }

    /// <summary>Constant weights: as integers symmetric, with one scale or one for each index of <paramref name="channelAxis"/>.</summary>
    public Tensor Weights(int index, int rank, int channelAxis)
    {
        if (!Tensors.IsConstant(Source.Inputs[index]))
        {
            throw NotSupported("with weights that are computed at run time", "Weights must be constants.");
        }

        Tensor weights = Operand(index, IsInteger ? ElementType.Int8 : ElementType.Float32);
        if (weights.Shape.Rank != rank) throw Damaged($"has weights of shape {weights.Shape}");
        if (!IsInteger) return weights;
        QuantizationParameters quantization = weights.Quantization!;
        if (!quantization.IsPerTensor && quantization.Axis != channelAxis)
        {
            throw Damaged($"has weights with scales along axis {quantization.Axis}, not {channelAxis}");
        }

        if (quantization.ZeroPoints.Any(zero => zero != 0))
        {
            throw NotSupported("with asymmetric INT8 weights", "INT8 weights must have the zero point 0.");
        }

        return weights;
    }

    /// <summary>The bias of so many channels as a sequence of none or one tensor.</summary>
    public IEnumerable<Tensor> Bias(int index, int channels)
    {
        if (!HasInput(index)) return [];
        if (!Tensors.IsConstant(Source.Inputs[index]))
        {
            throw NotSupported("with a bias that is computed at run time", "Biases must be constants.");
        }

        Tensor bias = IsInteger ? Tensors.Constant(Source.Inputs[index]) : Tensors.RealConstant(Source.Inputs[index]);
        if (Type == ElementType.Int16 && bias.Type == ElementType.Int16)
        {
            long[] wide = [.. bias.Values<short>().ToArray().Select(value => (long)value)];
            bias = Tensor.Constant<long>(bias.Name, ElementType.Int64, bias.Shape, wide, bias.Quantization);
        }

        ElementType[] expected = Type switch
        {
            ElementType.Float32 => [ElementType.Float32],
            ElementType.Int8 => [ElementType.Int32],
            _ => [ElementType.Int64, ElementType.Int32],
        };
        if (!expected.Contains(bias.Type)) throw NotSupported($"with a bias of type {bias.Type}", $"Here the bias must be {string.Join(" or ", expected)}.");
        if (bias.Shape.ElementCount != channels) throw Damaged($"has a bias of shape {bias.Shape} for {channels} channels");
        if (bias.Shape.Rank == 1) return [bias];
        return [new Tensor(bias.Name, bias.Type, new Shape(channels), bias.Quantization, bias.Data.ToArray())];
    }

    /// <summary>The values of an integer constant.</summary>
    public ImmutableArray<int> Integers(int index) =>
        Tensors.Integers(Source.Inputs[index])
        ?? throw ModelDiagnostics.ShapeNotStatic(path, Source.Name, $"{Source.CodeName} takes it from a computed tensor");

    /// <summary>Axes from an integer constant, not negative.</summary>
    public ImmutableArray<int> Axes(ImmutableArray<int> axes, int rank)
    {
        return [.. axes.Select(Positive)];

        int Positive(int axis) => axis >= -rank && axis < rank ? (axis + rank) % rank : throw Damaged($"names axis {axis} of {rank}");
    }

    /// <summary>The fused activation of the schema's enumeration ActivationFunctionType.</summary>
    public ActivationRange Activation(byte type) => type switch
    {
        0 => ActivationRange.None,
        1 => ActivationRange.Relu,
        2 => ActivationRange.ReluN1To1,
        3 => ActivationRange.Relu6,
        4 => throw NotSupported("with the fused activation TANH", FusedActivations),
        5 => throw NotSupported("with the fused activation SIGN_BIT", FusedActivations),
        _ => throw Damaged($"has the fused activation {type}"),
    };

    /// <summary>Adds the node that writes the operator's output.</summary>
    public void Add(Operator @operator, params IEnumerable<Tensor> inputs) => Add(0, @operator, inputs);

    /// <summary>Adds the node that writes one of the operator's outputs; what moves small constants is computed at once.</summary>
    public Tensor Add(int index, Operator @operator, params IEnumerable<Tensor> inputs)
    {
        ImmutableArray<Tensor> operands = [.. inputs];
        Tensor output = Tensors.AddOutput(Source.Outputs[index], @operator.InferShape(operands));
        RequireSymmetric(output);
        var node = new Node(output.Name, @operator, operands, [output]);
        if (FoldConstants.SmallMove(node) is { } data) return Tensors.MakeConstant(Source.Outputs[index], data);
        nodes.Add(node);
        return output;
    }

    /// <summary>
    /// Adds a node that writes the operator's output in the operator's kind of number, with the scale and zero point that the operator
    /// prescribes if it does (TensorFlow Lite 8-bit quantization specification).
    /// </summary>
    public void AddSameType(Operator @operator, params IEnumerable<Tensor> inputs)
    {
        RequireOutput(Type);
        Tensor output = Add(0, @operator, inputs);
        if (output.Quantization is not { } actual || @operator.IntegerForm.Prescribed(output.Type) is not { } prescribed) return;
        if (Math.Abs(actual.Scale - prescribed.Scale) > ScaleTolerance(output.Type) * prescribed.Scale || actual.ZeroPoint != prescribed.ZeroPoint)
        {
            throw NotSupported("with another output scale or zero point than the quantization specification has", $"They must be 1/{1 / prescribed.Scale} and {prescribed.ZeroPoint}.");
        }
    }

    /// <summary>Adds a node that moves elements without changing them, so that output and inputs must be quantized alike.</summary>
    public void AddMove(Operator @operator, params IEnumerable<Tensor> inputs) => AddMove(0, @operator, inputs);

    /// <summary>Adds a node that moves elements to one of several outputs.</summary>
    public void AddMove(int index, Operator @operator, params IEnumerable<Tensor> inputs)
    {
        ImmutableArray<Tensor> operands = [.. inputs];
        RequireOutput(operands[0].Type, index);
        Tensor output = Add(index, @operator, operands);
        if (operands.Any(input => input.Type != operands[0].Type)) throw Damaged($"moves elements of different types");
        foreach (Tensor input in operands) RequireQuantizedAlike(input, output);
    }

    /// <summary>Adds nodes that move the elements of a tensor one after the other, the last one to an output.</summary>
    public void AddMoves(int index, IReadOnlyList<Operator> operators, Tensor x)
    {
        foreach (Operator @operator in operators.SkipLast(1)) x = AddIntermediate(@operator, x);
        AddMove(index, operators.Count > 0 ? operators[^1] : new Reshape(x.Shape), x);
    }

    /// <summary>Checks that elements may go from one tensor to another as they are.</summary>
    public void RequireQuantizedAlike(Tensor input, Tensor output)
    {
        if (!AreQuantizedAlike(input, output))
        {
            throw NotSupported("with different scales or zero points of input and output", "TensorFlow Lite's 8-bit specification has them equal here.");
        }
    }

    /// <summary>Adds a node whose result has as many elements as the operator's output, and a node that gives it that shape.</summary>
    public void AddReshaped(Operator @operator, Shape outputShape, params IEnumerable<Tensor> inputs)
    {
        RequireOutput(Type);
        ImmutableArray<Tensor> operands = [.. inputs];
        Tensor output = Tensors.AddOutput(Source.Outputs[0], outputShape);
        var intermediate = new Tensor(output.Name + "/flat", output.Type, @operator.InferShape(operands), output.Quantization);
        nodes.Add(new Node(output.Name, @operator, operands, [intermediate]));
        nodes.Add(new Node(output.Name, new Reshape(outputShape), [intermediate], [output]));
    }

    /// <summary>
    /// Adds a node on whose result the operator goes on computing, of the type and quantization of its first input where the node's
    /// operator has no type of its own.
    /// </summary>
    public Tensor AddIntermediate(Operator @operator, params IEnumerable<Tensor> inputs)
    {
        ImmutableArray<Tensor> operands = [.. inputs];
        string name = string.Create(CultureInfo.InvariantCulture, $"{Source.Name}/{@operator.Name}{(_intermediates++ == 0 ? "" : $"_{_intermediates}")}");
        ElementType type = @operator.InferType(operands);
        var result = new Tensor(name, type, @operator.InferShape(operands), type == operands[0].Type ? operands[0].Quantization : null);
        var node = new Node(name, @operator, operands, [result]);
        if (FoldConstants.SmallMove(node) is { } data) return new Tensor(name, result.Type, result.Shape, result.Quantization, data);
        nodes.Add(node);
        return result;
    }

    /// <summary>
    /// Adds the node that writes the operator's output, and further outputs that are no tensors of the file.
    /// </summary>
    public Tensor Add(Operator @operator, IEnumerable<Tensor> inputs, params IEnumerable<Tensor> furtherOutputs)
    {
        ImmutableArray<Tensor> operands = [.. inputs];
        Tensor output = Tensors.AddOutput(Source.Outputs[0], @operator.InferShape(operands));
        nodes.Add(new Node(output.Name, @operator, operands, [output, .. furtherOutputs]));
        return output;
    }

    /// <summary>Adds a node whose output is no tensor of the file.</summary>
    public void Add(Node node) => nodes.Add(node);

    /// <summary>Checks that two operands have a common shape by NumPy's broadcasting.</summary>
    public void RequireBroadcast(Tensor left, Tensor right)
    {
        for (int i = 1; i <= Math.Min(left.Shape.Rank, right.Shape.Rank); i++)
        {
            if (left.Shape[-i] != right.Shape[-i] && left.Shape[-i] != 1 && right.Shape[-i] != 1) throw Damaged($"combines shapes {left.Shape} and {right.Shape}");
        }
    }

    /// <summary>Checks the type of an output.</summary>
    public void RequireOutput(ElementType type, int index = 0)
    {
        ElementType declared = Tensors.ActivationType(Source.Outputs[index]);
        if (!IsComputed(declared) && IsComputed(type))
        {
            throw NotSupported($"with an output of type {declared}", $"Here the output must be {type}.");
        }

        if (declared != type) throw Damaged($"writes '{Source.Name}' of type {declared} where {type} follows");
    }

    public DiagnosticException Damaged(FormattableString what) =>
        ModelDiagnostics.Damaged(path, $"the operator {Source.CodeName} '{Source.Name}' {FormattableString.Invariant(what)}");

    public DiagnosticException NotSupported(string what, string supported) =>
        ModelDiagnostics.OperatorNotSupported(path, $"{Source.CodeName} {what}", Source.Name, supported);

    private Tensor Operand(int index, ElementType type)
    {
        int tensor = Source.Inputs[index];
        Tensor operand = !Tensors.IsConstant(tensor) ? Tensors.Activation(tensor)
            : IsInteger ? Tensors.Constant(tensor)
            : Tensors.RealConstant(tensor);
        if (!IsComputed(operand.Type)) throw NotSupported($"on values of type {operand.Type}", "Supported are FLOAT32, INT8 and INT16.");
        if (operand.Type != type) throw Damaged($"computes with operands of different types ('{operand.Name}' is {operand.Type})");
        if (IsInteger && operand.Quantization is null) throw Damaged($"reads '{operand.Name}', which has no scale");
        RequireSymmetric(operand);
        return operand;
    }

    private void RequireSymmetric(Tensor tensor)
    {
        if (tensor is { Type: ElementType.Int16, Quantization.ZeroPoint: not 0 })
        {
            throw NotSupported($"on the INT16 values '{tensor.Name}' with the zero point {tensor.Quantization.ZeroPoint}", "INT16 values must have the zero point 0.");
        }
    }

    // TensorFlow Lite takes 1/32767 for 1/32768.
    private static float ScaleTolerance(ElementType type) => type == ElementType.Int16 ? 1e-3f : 0;

    private static bool IsComputed(ElementType type) => type is ElementType.Float32 or ElementType.Int8 or ElementType.Int16;

    private static ElementType ComputingType(TfLiteOperator source, GraphTensors tensors)
    {
        int[] inputs = [.. source.Inputs.Where(index => index >= 0 && !tensors.IsResource(index))];
        int deciding = inputs.FirstOrDefault(index => !tensors.IsConstant(index) && IsComputed(tensors.TypeOf(index)), inputs.FirstOrDefault(-1));
        ElementType type = deciding >= 0 ? tensors.TypeOf(deciding) : ElementType.Float32;
        return type is ElementType.Int8 or ElementType.Int16 ? type : ElementType.Float32;
    }
}
