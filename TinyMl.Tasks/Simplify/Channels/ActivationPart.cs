using System;
using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>Some channels of an activation.</summary>
/// <param name="Whole">The activation with all channels.</param>
/// <param name="Axis">Its axis of channels.</param>
/// <param name="Channels">The channels, ascending.</param>
internal sealed record ActivationPart(Tensor Whole, int Axis, ImmutableArray<int> Channels)
{
    /// <summary>The elements of these channels among all elements.</summary>
    public float[] Of(ReadOnlySpan<float> whole)
    {
        var index = new AxisIndex(Whole.Shape, Axis);
        float[] part = new float[whole.Length / index.Count * Channels.Length];
        for (int element = 0, next = 0; element < whole.Length; element++)
        {
            if (Channels.BinarySearch(index[element]) >= 0) part[next++] = whole[element];
        }

        return part;
    }
}
