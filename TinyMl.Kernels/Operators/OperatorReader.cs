using System;
using System.IO;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// An operator's record, read by its kernel in the order of the file: inputs, then outputs (scratch last), then attributes. The
/// records of a stream's operators follow its own.
/// </summary>
internal ref struct OperatorReader
{
    private readonly ReadOnlySpan<TensorRecord> _tensors;
    private readonly KernelSet _kernels;
    private PackedReader _reader;
    private int _inputsLeft;
    private int _outputsLeft;
    private int _attributesLeft;

    /// <summary>Starts at the counts, which follow the operator's code.</summary>
    public OperatorReader(OperatorCode code, PackedReader reader, ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<byte> constants, KernelSet kernels, bool isStreamed = false)
    {
        Code = code;
        _tensors = tensors;
        _kernels = kernels;
        Constants = constants;
        IsStreamed = isStreamed;
        _reader = reader;
        _inputsLeft = _reader.VarUInt(ushort.MaxValue, "An operator's input count");
        _outputsLeft = _reader.VarUInt(ushort.MaxValue, "An operator's output count");
        _attributesLeft = _reader.VarUInt(ushort.MaxValue, "An operator's attribute count");
    }

    public OperatorCode Code { get; }

    /// <summary>The constants section, for what must be checked before it is trusted, such as shifts.</summary>
    public ReadOnlySpan<byte> Constants { get; }

    /// <summary>Whether the operator belongs to a stream, which runs it row by row.</summary>
    public bool IsStreamed { get; }

    /// <summary>Inputs that are not read yet.</summary>
    public readonly int InputsLeft => _inputsLeft;

    /// <summary>Attributes that are not read yet.</summary>
    public readonly int AttributesLeft => _attributesLeft;

    /// <summary>Reads an operator with its code.</summary>
    public static Operator Read(ref PackedReader reader, ReadOnlySpan<TensorRecord> tensors, ReadOnlySpan<byte> constants, KernelSet kernels, bool isStreamed = false)
    {
        var code = (OperatorCode)reader.Byte();
        Kernel kernel = kernels.Find(code) ?? throw new InvalidDataException($"The operator {code} is not known to this runtime, or its kernel is not in the set that the model was loaded with.");
        var record = new OperatorReader(code, reader, tensors, constants, kernels, isStreamed);
        Operator read = kernel.Create(ref record);
        reader = record.End();
        return read;
    }

    /// <summary>The next input, which must not be encoded.</summary>
    public TensorRecord Input() => Whole(RowInput());

    /// <summary>The next input, of which the kernel reads a row at a time, so that it may be a ring.</summary>
    public TensorRecord RowInput()
    {
        TensorRecord tensor = AnyInput();
        return tensor.Type != ElementType.None ? tensor : throw Invalid("has an encoded constant where it cannot read one");
    }

    /// <summary>The next input, which must have this type; it may be a ring.</summary>
    public TensorRecord RowInput(ElementType type)
    {
        TensorRecord tensor = RowInput();
        return tensor.Type == type ? tensor : throw Invalid($"has an input of type {tensor.Type} instead of {type}");
    }

    /// <summary>The next input, which must have this type.</summary>
    public TensorRecord Input(ElementType type)
    {
        TensorRecord tensor = Input();
        return tensor.Type == type ? tensor : throw Invalid($"has an input of type {tensor.Type} instead of {type}");
    }

    /// <summary>The next input, which must be a constant of this type.</summary>
    public TensorRecord Constant(ElementType type)
    {
        TensorRecord tensor = Input(type);
        return tensor.IsConstant ? tensor : throw Invalid("has a parameter outside the constants");
    }

    /// <summary>The next input, which must be a constant of signed integers of any width.</summary>
    public TensorRecord Integers()
    {
        TensorRecord tensor = AnyInput();
        Require(
            tensor.IsConstant && (tensor.Encoding == WeightEncoding.Integers || tensor.Type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64),
            "has a parameter that is not constant integers");
        return tensor;
    }

    /// <summary>The next input, which must be constant weights of 8 bits, encoded or not.</summary>
    public TensorRecord Weights()
    {
        TensorRecord tensor = AnyInput();
        Require(tensor.IsConstant && (tensor.Encoding != WeightEncoding.Raw || tensor.Type == ElementType.Int8), "has weights that are not constants of type Int8");
        return tensor;
    }

    /// <summary>The next output or scratch tensor, which must lie in the arena and have this type.</summary>
    public TensorRecord Output(ElementType type)
    {
        TensorRecord tensor = Output();
        return tensor.Type == type ? tensor : throw Invalid($"has an output of type {tensor.Type} instead of {type}");
    }

    /// <summary>The next output, which must have this type, and of which the kernel writes a row at a time, so that it may be a ring.</summary>
    public TensorRecord RowOutput(ElementType type)
    {
        TensorRecord tensor = RowOutput();
        return tensor.Type == type ? tensor : throw Invalid($"has an output of type {tensor.Type} instead of {type}");
    }

    /// <summary>The next output or scratch tensor, which must lie in the arena.</summary>
    public TensorRecord Output() => Whole(RowOutput());

    private TensorRecord RowOutput()
    {
        if (_inputsLeft != 0) throw Invalid("has too many inputs");
        if (_outputsLeft-- <= 0) throw Invalid("has too few outputs");
        TensorRecord tensor = Tensor();
        return tensor.IsConstant ? throw Invalid("writes to a constant") : tensor;
    }

    /// <summary>The next attribute, which must lie in [minimum, maximum].</summary>
    public int Attribute(int minimum, int maximum)
    {
        int value = Attribute();
        return value >= minimum && value <= maximum ? value : throw Invalid($"has the attribute {value} outside [{minimum}, {maximum}]");
    }

    /// <summary>The next attribute, any number.</summary>
    public int Attribute()
    {
        if (_outputsLeft != 0) throw Invalid("has too many outputs");
        if (_attributesLeft-- <= 0) throw Invalid("has too few attributes");
        return _reader.VarInt();
    }

    /// <summary>The next attribute, the bits of a float.</summary>
    public float SingleAttribute() => SingleBits.ToSingle(Attribute());

    /// <summary>Demands what the kernel relies on.</summary>
    public readonly void Require(bool condition, string what)
    {
        if (!condition) throw Invalid(what);
    }

    /// <summary>The exception for a record that its kernel cannot accept; <paramref name="what"/> continues "operator X ...".</summary>
    public readonly InvalidDataException Invalid(string what) => new($"The operator {Code} {what}.");

    /// <summary>Reads the record of an operator of the stream that this record is, when its own is read: it follows.</summary>
    public Operator Next() => Read(ref _reader, _tensors, Constants, _kernels, isStreamed: true);

    /// <summary>Ends the record and gives back the reader, which stands at the next one.</summary>
    public readonly PackedReader End()
    {
        Require(_inputsLeft == 0 && _outputsLeft == 0 && _attributesLeft == 0, "has more inputs, outputs or attributes than its kernel knows");
        return _reader;
    }

    private TensorRecord AnyInput()
    {
        if (_inputsLeft-- <= 0) throw Invalid("has too few inputs");
        return Tensor();
    }

    private readonly TensorRecord Whole(in TensorRecord tensor) => tensor.IsRing ? throw Invalid("has a ring of rows where it needs all of them") : tensor;

    private TensorRecord Tensor()
    {
        TensorRecord tensor = _tensors[_reader.VarUInt(_tensors.Length - 1, "A tensor's index")];
        return tensor.IsRing && !IsStreamed ? throw Invalid("has a ring of rows outside of a stream") : tensor;
    }
}
