using System;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>MIRROR_PAD: x, paddings [rank, 2]; the mode is REFLECT or SYMMETRIC.</summary>
internal static class MirrorPadImport
{
    // Places are listed one by one; no model for a device has as many.
    private const int MostListed = 1 << 20;

    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        byte mode = node.Options(BuiltinOptions.MirrorPad, knownFields: 1).Byte(0);
        if (mode > 1) throw node.Damaged($"has the mode {mode}");
        Func<int, int, int, int[]> mirror = mode == 0 ? EdgePadding.Reflect : EdgePadding.Symmetric;
        Tensor x = node.Data(0);
        ImmutableArray<int> paddings = node.Integers(1);
        if (x.Shape.Any(dimension => dimension > MostListed)) throw node.NotSupported($"of {x.Shape}", $"Axes have at most {MostListed} elements.");
        bool fits = paddings.Length == 2 * x.Shape.Rank && paddings.Select((padding, i) => padding >= 0 && padding <= x.Shape[i / 2] - 1 + mode).All(isWithin => isWithin);
        if (!fits) throw node.Damaged($"has paddings [{string.Join(", ", paddings)}] for an input {x.Shape}");
        node.AddMove(new Select("MirrorPad", [.. x.Shape.Select((dimension, axis) => Indices(dimension, paddings[2 * axis], paddings[(2 * axis) + 1]))]), x);

        ImmutableArray<int> Indices(int dimension, int before, int after) => before + after == 0 ? [] : [.. mirror(dimension, before, after)];
    }
}
