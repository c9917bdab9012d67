using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Evaluate;

/// <summary>The class that an output names.</summary>
internal static class Top1
{
    // Of a probability: where "yes" becomes likelier than "no".
    private const float Threshold = 0.5f;

    /// <summary>
    /// The index of the largest of all elements, the first of equals; an output of one element is the probability of class 1
    /// against class 0.
    /// </summary>
    public static int Of(ReadOnlySpan<float> output)
    {
        if (output.Length == 1) return output[0] > Threshold ? 1 : 0;
        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            if (output[i] > output[best]) best = i;
        }

        return best;
    }

    /// <summary>The number of classes that an output of a length tells apart.</summary>
    public static int Classes(int length) => Math.Max(2, length);

    /// <summary>Whether an output is the number of a class itself, as an operator finds it that seeks the largest score.</summary>
    public static bool IsIndex(Tensor output) => output is { Type: ElementType.Int32 or ElementType.Int64, Quantization: null, Shape.ElementCount: 1 };
}
