using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// The graph's tensors by their index in the file. Activations exist once an operator has written them, so that what is
/// read too early is found; constants are made, and checked, where they are first read.
/// </summary>
internal sealed class GraphTensors(TfLiteModel model)
{
    // Several tensors may share one buffer, so the sum of constants is not bounded by the file's length.
    private const long MaximumConstantBytes = 1 << 29;

    private readonly TensorRules _rules = new(model.Path);
    private readonly Dictionary<int, Tensor> _activations = [];
    private readonly Dictionary<int, Tensor> _constants = [];
    private readonly Dictionary<int, Tensor> _realConstants = [];
    private readonly Dictionary<int, State> _states = [];
    private long _constantBytes;

    /// <summary>The variables that operators have changed.</summary>
    public IEnumerable<State> States => _states.OrderBy(state => state.Key).Select(state => state.Value).Concat(Variables.States);

    /// <summary>The variables that operators read and assign by a handle.</summary>
    public ResourceVariables Variables { get; } = new();

    /// <summary>All subgraphs of the file.</summary>
    public ImmutableArray<TfLiteModel> Subgraphs => model.Subgraphs;

    /// <summary>Whether a tensor is the handle of a variable.</summary>
    public bool IsResource(int index) => model.Tensors[index].Type == TensorType.RESOURCE;

    /// <summary>Gives an operator's output the elements of a tensor that is there already, of the shape and quantization that the file declares.</summary>
    public void AddAlias(int index, Tensor tensor)
    {
        TfLiteTensor source = Source(index);
        if (IsConstant(index) || _activations.ContainsKey(index)) throw Damaged($"'{source.Name}' is written twice");
        if (!IsDeclared(source, tensor.Shape) || TypeOf(index) != tensor.Type) throw Damaged($"'{source.Name}' is not declared as {tensor}");
        _activations.Add(index, tensor);
    }

    public bool IsConstant(int index) => model.Tensors[index].IsConstant || _constants.ContainsKey(index);

    /// <summary>The type in which a tensor is stored.</summary>
    public ElementType TypeOf(int index) => Source(index).Type switch
    {
        TensorType.FLOAT32 => ElementType.Float32,
        TensorType.FLOAT16 => ElementType.Float16,
        TensorType.INT8 => ElementType.Int8,
        TensorType.UINT8 => ElementType.UInt8,
        TensorType.INT16 => ElementType.Int16,
        TensorType.INT32 => ElementType.Int32,
        TensorType.INT64 => ElementType.Int64,
        TensorType.BOOL => ElementType.Bool,
        TensorType type => throw NotSupported(index, $"has the type {type}"),
    };

    /// <summary>The type of a tensor that is computed.</summary>
    public ElementType ActivationType(int index) => TypeOf(index) is not ElementType.Float16
        ? TypeOf(index)
        : throw NotSupported(index, "is an activation of type FLOAT16, and only constants may have it");

    /// <summary>Adds an input of the graph. Only the batch may be left open; it is 1.</summary>
    public Tensor AddInput(int index)
    {
        TfLiteTensor source = Source(index);
        if (source.IsConstant || _activations.ContainsKey(index))
        {
            throw Damaged($"the input '{source.Name}' is a constant or stands there twice");
        }

        if (source.IsUnranked) throw ModelDiagnostics.ShapeNotStatic(model.Path, source.Name, "its rank is unknown");
        if (!source.Signature.IsEmpty && source.Signature.Length != source.Dimensions.Length)
        {
            throw Damaged($"the two shapes of '{source.Name}' differ in rank");
        }

        int[] dimensions = [.. source.Dimensions];
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            if (!source.IsDynamic(axis)) continue;
            if (axis > 0) throw ModelDiagnostics.ShapeNotStatic(model.Path, source.Name, $"dimension {axis} is open");
            dimensions[axis] = 1;
        }

        return AddActivation(index, _rules.Shape(source, dimensions));
    }

    /// <summary>The shape that the file declares for a tensor, which must be static.</summary>
    public ImmutableArray<int> DeclaredShape(int index)
    {
        TfLiteTensor source = Source(index);
        if (source.IsUnranked) throw ModelDiagnostics.ShapeNotStatic(model.Path, source.Name, "its rank is unknown");
        for (int axis = 0; axis < source.Dimensions.Length; axis++)
        {
            if (source.IsDynamic(axis)) throw ModelDiagnostics.ShapeNotStatic(model.Path, source.Name, $"dimension {axis} is open");
        }

        return source.Dimensions;
    }

    /// <summary>Adds the output of an operator, whose shape follows from the operator's inputs.</summary>
    public Tensor AddOutput(int index, Shape shape)
    {
        TfLiteTensor source = Source(index);
        if (IsConstant(index) || _activations.ContainsKey(index)) throw Damaged($"'{source.Name}' is written twice");
        if (source.IsVariable) throw NotSupported(index, "is a variable (state that outlives an inference) outside of a recurrent operator");
        _rules.Shape(source, shape.AsSpan());
        if (!IsDeclared(source, shape))
        {
            throw Damaged($"the shape of '{source.Name}' is [{string.Join(", ", source.Dimensions)}], but {shape} follows from the operator's inputs");
        }

        return AddActivation(index, shape);
    }

    /// <summary>Adds a constant that an operator makes of other constants or of shapes.</summary>
    public void AddConstant(int index, Shape shape, ReadOnlySpan<byte> data)
    {
        TfLiteTensor source = Source(index);
        if (IsConstant(index) || _activations.ContainsKey(index)) throw Damaged($"'{source.Name}' is written twice");
        if (!IsDeclared(source, shape)) throw Damaged($"the shapes of '{source.Name}' and of what it is made of differ");
        Charge(data.Length);
        _constants.Add(index, new Tensor(source.Name, TypeOf(index), shape, _rules.Quantization(source, shape), data.ToArray()));
    }

    /// <summary>Says that an output is known at import.</summary>
    public Tensor MakeConstant(int index, ReadOnlySpan<byte> data)
    {
        Shape shape = _activations[index].Shape;
        _activations.Remove(index);
        AddConstant(index, shape, data);
        return _constants[index];
    }

    /// <summary>The current value of a variable as an operator of its own, which gives it a shape of as many elements.</summary>
    public Tensor Variable(int index, Shape shape)
    {
        TfLiteTensor source = Source(index);
        if (!source.IsVariable) throw NotSupported(index, "is the state of an operator and no variable");
        if (source.IsConstant || _states.ContainsKey(index)) throw Damaged($"the variable '{source.Name}' is a constant, or the state of two operators");
        Shape declared = _rules.Shape(source, source.Dimensions.AsSpan());
        if (declared.ElementCount != shape.ElementCount) throw Damaged($"the variable '{source.Name}' has the shape {declared}, but {shape} follows from its operator");
        return new Tensor(source.Name, TypeOf(index), shape, _rules.Quantization(source, declared));
    }

    /// <summary>Says what a variable becomes.</summary>
    public void SetVariable(int index, Tensor current, Tensor next) => _states.Add(index, new State(current, next));

    public Tensor Activation(int index)
    {
        if (_activations.TryGetValue(index, out Tensor? tensor)) return tensor;
        if (IsResource(index)) throw NotSupported(index, "has the type RESOURCE where values are needed");
        throw Source(index).IsVariable
            ? NotSupported(index, "is a variable (state that outlives an inference) outside of a recurrent operator")
            : Damaged($"'{Source(index).Name}' is read before any operator has written it");
    }

    /// <summary>A constant in the type that the file has it in.</summary>
    public Tensor Constant(int index)
    {
        if (_constants.TryGetValue(index, out Tensor? constant)) return constant;
        TfLiteTensor source = Source(index);
        ElementType type = TypeOf(index);
        Shape shape = _rules.Shape(source, source.Dimensions.AsSpan());
        long length = shape.ElementCount * type.Size();
        if (source.Data.Length != length)
        {
            throw Damaged($"'{source.Name}' of {source.Type} {shape} needs {length} bytes and has {source.Data.Length}");
        }

        Charge(length);
        constant = new Tensor(source.Name, type, shape, _rules.Quantization(source, shape), source.Data.ToArray());
        if (type == ElementType.Float32) _rules.RequireFinite(constant);
        _constants.Add(index, constant);
        return constant;
    }

    /// <summary>A constant as real values: floats as they are, float16 and quantized ones converted.</summary>
    public Tensor RealConstant(int index)
    {
        if (_realConstants.TryGetValue(index, out Tensor? real)) return real;
        Tensor constant = Constant(index);
        if (constant.Type == ElementType.Float32) return constant;
        if (!Dequantization.IsPossible(constant))
        {
            throw NotSupported(index, $"has the type {Source(index).Type} where real values are needed");
        }

        Charge(constant.Shape.ElementCount * sizeof(float));
        real = Tensor.Constant(constant.Name, constant.Shape, Dequantization.RealValues(constant));
        _rules.RequireFinite(real);
        _realConstants.Add(index, real);
        return real;
    }

    /// <summary>The values of an integer constant (a shape, axes, paddings), or null where it is computed at run time.</summary>
    public ImmutableArray<int>? Integers(int index)
    {
        TfLiteTensor source = Source(index);
        ReadOnlyMemory<byte> data = source.IsConstant ? source.Data : _constants.TryGetValue(index, out Tensor? computed) ? computed.Data.ToArray() : default;
        if (data.IsEmpty) return source.Dimensions.Contains(0) ? [] : null;
        int size = source.Type switch
        {
            TensorType.INT32 => sizeof(int),
            TensorType.INT64 => sizeof(long),
            _ => throw Damaged($"'{source.Name}' has the type {source.Type} where integers are needed"),
        };
        long count = source.IsConstant ? _rules.Shape(source, source.Dimensions.AsSpan()).ElementCount : data.Length / size;
        if (data.Length != count * size)
        {
            throw Damaged($"'{source.Name}' needs {count * size} bytes and has {data.Length}");
        }

        if (count > 2 * TensorRules.MaximumRank)
        {
            throw Damaged($"'{source.Name}' has {count} values for at most {TensorRules.MaximumRank} axes");
        }

        return size == sizeof(int)
            ? [.. MemoryMarshal.Cast<byte, int>(data.Span)]
            : [.. MemoryMarshal.Cast<byte, long>(data.Span).ToArray()
                .Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))];
    }

    private static bool IsDeclared(TfLiteTensor source, Shape shape)
    {
        if (source.IsUnranked) return true;
        if (source.Dimensions.Length != shape.Rank) return false;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!source.IsDynamic(axis) && source.Dimensions[axis] != shape[axis]) return false;
        }

        return true;
    }

    /// <summary>Adds the output of an operator that is state under its tensor's own name, as the file declares it.</summary>
    public Tensor AddDeclared(int index) => AddActivation(index, _rules.Shape(Source(index), DeclaredShape(index).AsSpan()));

    private Tensor AddActivation(int index, Shape shape)
    {
        TfLiteTensor source = Source(index);
        ElementType type = ActivationType(index);
        QuantizationParameters? quantization = _rules.Quantization(source, shape);
        if ((type == ElementType.Int8 && quantization is null) || quantization is { IsPerTensor: false })
        {
            throw NotSupported(index, $"is an {source.Type} activation without one scale and zero point");
        }

        var tensor = new Tensor(source.Name, type, shape, quantization);
        _activations.Add(index, tensor);
        return tensor;
    }

    private TfLiteTensor Source(int index) =>
        model.Tensors[index] is { Obstacle: string obstacle } ? throw NotSupported(index, obstacle) : model.Tensors[index];

    private void Charge(long bytes)
    {
        _constantBytes += bytes;
        if (_constantBytes > MaximumConstantBytes)
        {
            throw ModelDiagnostics.NotAModel(model.Path, $"its constants take more than {MaximumConstantBytes} bytes");
        }
    }

    private DiagnosticException Damaged(FormattableString reason) => ModelDiagnostics.Damaged(model.Path, FormattableString.Invariant(reason));

    private DiagnosticException NotSupported(int index, string reason) =>
        ModelDiagnostics.NotAModel(model.Path, $"its tensor '{model.Tensors[index].Name}' {reason}");
}
