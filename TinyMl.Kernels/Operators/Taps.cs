using System;

namespace TinyMl.Operators;

/// <summary>The taps of one window along one axis that do not lie in the padding.</summary>
internal readonly struct Taps
{
    private readonly int _origin;
    private readonly int _dilation;

    /// <summary>The taps of an output's window; positions count from a start in the input.</summary>
    public Taps(in WindowAxis axis, int output, int start = 0)
    {
        int origin = axis.Origin(output);
        _origin = origin - start;
        _dilation = axis.Dilation;
        First = axis.FirstTap(origin);
        End = Math.Max(First, axis.EndTap(origin));
    }

    /// <summary>The first tap.</summary>
    public int First { get; }

    /// <summary>The tap after the last.</summary>
    public int End { get; }

    /// <summary>How many there are.</summary>
    public int Count => End - First;

    /// <summary>Where a tap reads the input.</summary>
    public int Position(int tap) => _origin + (tap * _dilation);
}
