using System;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// How an operator's output may share bytes with an input that nobody reads afterwards; they meet in the operator's step alone. The
/// output starts at most at the input's start less <see cref="Below"/>, or at least at the input's start plus <see cref="Above"/>.
/// </summary>
/// <param name="Output">The number of the output's buffer.</param>
/// <param name="Input">The number of the input's buffer.</param>
/// <param name="Below">Bytes from the output's start to the input's, at least, where the output lies lower: from 0 to the output's size, at which they are apart.</param>
/// <param name="Above">Bytes from the input's start to the output's, at least, where the output lies higher: from 0 to the input's size, at which they are apart.</param>
internal sealed record BufferOverlap(int Output, int Input, int Below, int Above)
{
    /// <summary>The most bytes that both can share.</summary>
    public int Shared(int outputSize, int inputSize)
    {
        int below = Math.Max(outputSize, Below + inputSize), above = Math.Max(inputSize, Above + outputSize);
        return outputSize + inputSize - Math.Min(below, above);
    }
}
