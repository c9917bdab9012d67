using System;

namespace TinyMl.Operators;

/// <summary>
/// Height or width under a moving filter: the window of output i has its taps at Origin(i) + k * Dilation, k in
/// [0, Filter); those outside [0, Input) are padding.
/// </summary>
internal readonly struct WindowAxis(int input, int output, int filter, int stride, int dilation, int padding)
{
    private readonly int _stride = stride;
    private readonly int _padding = padding;

    /// <summary>The input's rows or columns.</summary>
    public int Input { get; } = input;

    /// <summary>The output's rows or columns.</summary>
    public int Output { get; } = output;

    /// <summary>The filter's rows or columns.</summary>
    public int Filter { get; } = filter;

    /// <summary>Input elements from one tap to the next.</summary>
    public int Dilation { get; } = dilation;

    /// <summary>Whether every window has a tap that is not padding, so that there is something to average or compare.</summary>
    public bool AlwaysReadsInput
    {
        get
        {
            for (int i = 0; i < Output; i++)
            {
                int origin = Origin(i);
                if (FirstTap(origin) >= EndTap(origin)) return false;
            }

            return true;
        }
    }

    /// <summary>Where an output's first tap lies in the input; negative within the leading padding.</summary>
    public int Origin(int output) => (output * _stride) - _padding;

    /// <summary>The first tap that is not in the leading padding.</summary>
    public int FirstTap(int origin) => origin >= 0 ? 0 : Math.Min(Filter, (-origin + Dilation - 1) / Dilation);

    /// <summary>The input's first row or column that an output's window spans.</summary>
    public int FirstPosition(int output) => Math.Min(Input, Math.Max(0, Origin(output)));

    /// <summary>The input's row or column after the last one that an output's window spans.</summary>
    public int EndPosition(int output) => Math.Min(Input, Math.Max(0, Origin(output) + ((Filter - 1) * Dilation) + 1));

    /// <summary>The output whose tap lies at an input; negative where there is none.</summary>
    public int Reader(int input, int tap)
    {
        int distance = input + _padding - (tap * Dilation);
        int output = distance / _stride;
        return distance >= 0 && output < Output && output * _stride == distance ? output : -1;
    }

    /// <summary>The tap after the last one that is not in the trailing padding; at most the first tap where all is padding.</summary>
    public int EndTap(int origin) => origin >= Input ? 0 : Math.Min(Filter, (Input - origin + Dilation - 1) / Dilation);
}
