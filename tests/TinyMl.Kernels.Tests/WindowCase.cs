using System.Collections.Generic;
using CsCheck;

namespace TinyMl.Kernels.Tests;

/// <summary>A filter's movement over x [Batches, Height, Width, Channels], drawn at random such that there is an output.</summary>
internal sealed record WindowCase(
    int Batches, int Height, int Width, int Channels, int FilterHeight, int FilterWidth,
    int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int Top, int Left, int Bottom, int Right)
{
    public static Gen<WindowCase> Any { get; } = (
        from input in Gen.Select(Gen.Int[1, 2], Gen.Int[1, 8], Gen.Int[1, 8], Gen.Int[1, 10])
        from filter in Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4])
        from step in Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 2])
        from padding in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3])
        select new WindowCase(
            input.Item1, input.Item2, input.Item3, input.Item4, filter.Item1, filter.Item2,
            step.Item1, step.Item2, step.Item3, step.Item4, padding.Item1, padding.Item2, padding.Item3, padding.Item4))
        .Where(window => window.OutputHeight > 0 && window.OutputWidth > 0);

    /// <summary>Windows none of which lies in the padding as a whole, as pooling demands.</summary>
    public static Gen<WindowCase> AnyPool { get; } = Any.Where(window =>
    {
        for (int y = 0; y < window.OutputHeight; y++)
        {
            for (int x = 0; x < window.OutputWidth; x++)
            {
                if (!window.Taps(y, x).GetEnumerator().MoveNext()) return false;
            }
        }

        return true;
    });

    public int OutputHeight => Output(Height + Top + Bottom - ((FilterHeight - 1) * DilationHeight) - 1, StrideHeight);

    public int OutputWidth => Output(Width + Left + Right - ((FilterWidth - 1) * DilationWidth) - 1, StrideWidth);

    public int[] InputShape => [Batches, Height, Width, Channels];

    public IEnumerable<int> Attributes => [StrideHeight, StrideWidth, DilationHeight, DilationWidth, Top, Left, Bottom, Right];

    /// <summary>The taps of an output that lie within the input: their place in the filter and in the input.</summary>
    public IEnumerable<(int FilterY, int FilterX, int Y, int X)> Taps(int outputY, int outputX)
    {
        for (int ky = 0; ky < FilterHeight; ky++)
        {
            for (int kx = 0; kx < FilterWidth; kx++)
            {
                int y = (outputY * StrideHeight) + (ky * DilationHeight) - Top;
                int x = (outputX * StrideWidth) + (kx * DilationWidth) - Left;
                if (y >= 0 && y < Height && x >= 0 && x < Width) yield return (ky, kx, y, x);
            }
        }
    }

    private static int Output(int span, int stride) => span < 0 ? 0 : (span / stride) + 1;
}
