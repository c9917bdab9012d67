using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>Neighboring channels of an output: their constants, unpacked once for many pixels, and the sums of the pixel at hand.</summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
/// <typeparam name="TSum">The type of the sums: <see cref="int"/>, which wraps, for <see cref="sbyte"/>, else <see cref="long"/>.</typeparam>
internal readonly ref struct ChannelBlock<T, TSum>
    where T : unmanaged
    where TSum : unmanaged
{
    /// <summary>The channels of a block at most.</summary>
    public const int MostChannels = 32;

    /// <summary>The sums and the factors that a block needs room for: two of each for every channel.</summary>
    public const int Room = 2 * MostChannels;

    private readonly ChannelOutput<T> _output;
    private readonly Span<TSum> _bias;
    private readonly Span<int> _mantissas;
    private readonly Span<int> _shifts;

    /// <summary>Unpacks the constants of some channels.</summary>
    public ChannelBlock(ChannelOutput<T> output, int first, int count, Span<TSum> sums, Span<int> factors)
    {
        _output = output;
        Sums = sums.Slice(0, count);
        _bias = sums.Slice(MostChannels, count);
        _mantissas = factors.Slice(0, count);
        _shifts = factors.Slice(MostChannels, count);
        output.Unpack(first, _bias, _mantissas, _shifts);
    }

    /// <summary>The sums of a pixel, one for each channel.</summary>
    public Span<TSum> Sums { get; }

    /// <summary>Begins a pixel: the sums are the biases.</summary>
    public void Begin() => _bias.CopyTo(Sums);

    /// <summary>Ends a pixel: the outputs are what the sums make.</summary>
    public void Store(IntegerSpan<T> pixel) => _output.Store(Sums, _mantissas, _shifts, pixel);
}
