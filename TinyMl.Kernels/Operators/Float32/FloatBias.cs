using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>The optional constant bias [O] of a float operator.</summary>
internal readonly struct FloatBias
{
    private readonly TensorBuffer _buffer;
    private readonly bool _isPresent;
    private readonly int _count;

    private FloatBias(in TensorRecord tensor)
    {
        _buffer = tensor.Buffer;
        _isPresent = true;
        _count = tensor.Shape.Count;
    }

    /// <summary>Reads the next input, the last one, if there is one.</summary>
    public static FloatBias Read(ref OperatorReader reader) =>
        reader.InputsLeft > 0 ? new FloatBias(reader.Constant(ElementType.Float32)) : default;

    /// <summary>Whether a bias that is present has one element for each output channel.</summary>
    public bool Fits(int channels) => !_isPresent || _count == channels;

    /// <summary>Adds the bias to a row of output channels and clamps it.</summary>
    public void Finish(Float32Span row, FloatRange activation, scoped in ModelMemory memory)
    {
        if (_isPresent) Accumulation.Add(row, _buffer.Read<Float32Format>(memory));
        activation.Clamp(row);
    }
}
