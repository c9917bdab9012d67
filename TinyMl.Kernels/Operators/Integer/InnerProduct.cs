using System;
using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The record of an inner product: x of B * I elements, weights [O, I] (<see cref="WeightConstants"/>), <see cref="ChannelTensors"/>, y of
/// B * O elements; <see cref="ChannelConstants{T}"/> and the output's range as attributes.
/// </summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
/// <typeparam name="TSum">The type of the sums, as <see cref="ChannelBlock{T, TSum}"/> has them.</typeparam>
internal readonly struct InnerProduct<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
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

    /// <summary>Computes y, for each row of x.</summary>
    [MethodImpl(InnerLoop.Optimized)]
    public void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        ChannelOutput<T> output = _constants.Bind(memory, _range);
        Span<byte> bytes = stackalloc byte[_weights.FilterBytes];
        Span<TSum> sums = stackalloc TSum[ChannelBlock<T, TSum>.Room];
        Span<int> factors = stackalloc int[ChannelBlock<T, TSum>.Room];
        Span<short> elements = stackalloc short[FilterProducts.MostElements];
        int written = 0;
        for (int start = 0; start < x.Length; start += _inputs)
        {
            FilterReader weights = _weights.Filters(memory, _inputs, bytes);
            for (int channel = 0, count; channel < _outputs; channel += count)
            {
                count = Math.Min(ChannelBlock<T, TSum>.MostChannels, _outputs - channel);
                ReadOnlySpan<sbyte> filters = weights.Read(ref count);
                var block = new ChannelBlock<T, TSum>(output, channel, count, sums, factors);
                block.Begin();
                var patch = new Patch<T, TSum>(elements, _constants.InputZeroPoint, filters, _inputs, start: 0, block.Sums);
                patch.Append(x.Slice(start, _inputs));
                patch.Finish();
                block.Store(y.Slice(written, count));
                written += count;
            }
        }
    }
}
