using System;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// How an operator's first output may share bytes with one of its inputs, which nobody reads afterwards: the output starts at most at the
/// input's start less <see cref="Below"/>, or at least at the input's start plus <see cref="Above"/>.
/// </summary>
/// <param name="Below">Bytes from the output's start to the input's, at least, where the output lies lower: from 0 to the output's size, at which they are apart.</param>
/// <param name="Above">Bytes from the input's start to the output's, at least, where the output lies higher: from 0 to the input's size, at which they are apart.</param>
internal readonly record struct OutputOverlap(int Below, int Above)
{
    /// <summary>The most bytes that both can share.</summary>
    public int Shared(int outputBytes, int inputBytes)
    {
        int lower = Math.Max(outputBytes, Below + inputBytes), higher = Math.Max(inputBytes, Above + outputBytes);
        return outputBytes + inputBytes - Math.Min(lower, higher);
    }
}
