using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Weights;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The record of an inner product: x of B * I elements, weights [O, I] (<see cref="WeightConstants"/>), <see cref="ChannelTensors"/>, y of
/// B * O elements; <see cref="ChannelConstants{T}"/> and the output's range as attributes.
/// </summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
internal readonly struct InnerProduct<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly WeightConstants _weights;
    private readonly TensorBuffer _y;
    private readonly ChannelConstants<T> _constants;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly OutputRange<T> _range;

    /// <summary>Reads the record.</summary>
    public InnerProduct(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(StoredInteger<T>.Type);
        TensorRecord weights = reader.Weights();
        reader.Require(weights.Shape.Rank == 2 && x.Shape.Count % weights.Shape[1] == 0, "has weights that are not [O, I]");
        _outputs = weights.Shape[0];
        _inputs = weights.Shape[1];
        ChannelTensors channels = ChannelTensors.Read(ref reader, _outputs);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        _weights = new WeightConstants(ref reader, weights, _inputs);
        reader.Require(y.Shape.Count == (long)x.Shape.Count / _inputs * _outputs, "has an output that is not [B, O]");
        _constants = new ChannelConstants<T>(ref reader, channels);
        _range = OutputRange<T>.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>Computes y.</summary>
    public void Invoke(in ModelMemory memory)
    {
        if (!_weights.IsRaw)
        {
            Decode(memory);
            return;
        }

        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        ReadOnlySpan<sbyte> weights = _weights.Read(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        ChannelOutput<T> output = _constants.Bind(memory, _range);
        int written = 0;
        for (int start = 0; start < x.Length; start += _inputs)
        {
            ReadOnlyIntegerSpan<T> row = x.Slice(start, _inputs);
            for (int channel = 0; channel < _outputs; channel++)
            {
                y[written++] = output.Store(WeightProducts.Dot(row, _constants.InputZeroPoint, weights.Slice(channel * _inputs, _inputs)), channel);
            }
        }
    }
    // Computes y, decoding the weights of one output after the other for each row of x.
    private void Decode(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        ChannelOutput<T> output = _constants.Bind(memory, _range);
        Span<sbyte> filter = _weights.Scratch(memory, _inputs);
        Span<ushort> table = stackalloc ushort[WeightDecoder.TableLength];
        int written = 0;
        for (int start = 0; start < x.Length; start += _inputs)
        {
            ReadOnlyIntegerSpan<T> row = x.Slice(start, _inputs);
            WeightDecoder weights = _weights.Decode(memory, table);
            for (int channel = 0; channel < _outputs; channel++)
            {
                weights.Read(filter);
                y[written++] = output.Store(WeightProducts.Dot(row, _constants.InputZeroPoint, filter), channel);
            }
        }
    }
}
