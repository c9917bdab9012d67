using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// RESIZE_NEAREST_NEIGHBOR of elements of any type and RESIZE_BILINEAR of real, int8 and int16 ones, with the places and weights of TensorFlow Lite's reference
/// (GetNearestNeighbor, ComputeInterpolationValues, ComputeInterpolationValuesInteger).
/// </summary>
internal static class ResizeImport
{
    private const int One = 1 << 10;

    public static void Nearest(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.ResizeNearestNeighbor, knownFields: 2);
        bool alignsCorners = options.Boolean(0), hasHalfPixels = options.Boolean(1);
        Tensor x = node.Data(0);
        (int height, int width) = Size(node, x.Shape);
        node.AddMove(
            new Select("ResizeNearest", [[], Places(x.Shape[1], height), Places(x.Shape[2], width), []]), x);

        ImmutableArray<int> Places(int input, int output) => [.. Enumerable.Range(0, output).Select(k =>
        {
            float scale = Scale(input, output, alignsCorners);
            float place = (k + (hasHalfPixels ? 0.5f : 0)) * scale;
            double rounded = alignsCorners ? Math.Round(place, MidpointRounding.AwayFromZero) : Math.Floor(place);
            return (int)Math.Clamp(rounded, 0, input - 1);
        })];
    }

    public static void Bilinear(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(BuiltinOptions.ResizeBilinear, knownFields: 4);
        bool alignsCorners = options.Boolean(2), hasHalfPixels = options.Boolean(3);
        if (alignsCorners && hasHalfPixels) throw node.Damaged($"has aligned corners and half pixel centers");
        Tensor x = node.Value(0);
        (int height, int width) = Size(node, x.Shape);
        Func<int, int, int, IEnumerable<(int, double)>> neighbors = node.IsInteger
            ? (k, input, output) => IntegerNeighbors(k, input, output, alignsCorners, hasHalfPixels)
            : (k, input, output) => RealNeighbors(k, input, output, alignsCorners, hasHalfPixels);
        node.AddMove(new Interpolate([Weights(1, height), Weights(2, width)]), x);

        AxisWeights Weights(int axis, int output) =>
            AxisWeights.Of(axis, x.Shape[axis], Enumerable.Range(0, output).Select(k => neighbors(k, x.Shape[axis], output)));
    }

    private static IEnumerable<(int, double)> RealNeighbors(int k, int input, int output, bool alignsCorners, bool hasHalfPixels)
    {
        float scale = Scale(input, output, alignsCorners);
        float place = hasHalfPixels ? ((k + 0.5f) * scale) - 0.5f : k * scale;
        int lower = (int)Math.Max(Math.Floor(place), 0), upper = (int)Math.Min(Math.Ceiling(place), input - 1);
        float share = place - lower;
        return [(lower, 1 - share), (upper, share)];
    }

    // Ten bits for places and weights.
    private static IEnumerable<(int, double)> IntegerNeighbors(int k, int input, int output, bool alignsCorners, bool hasHalfPixels)
    {
        bool isAligned = alignsCorners && output > 1;
        long from = isAligned ? input - 1 : input, to = isAligned ? output - 1 : output;
        long scale = ((One * from) + (to / 2)) / to;
        long place = (k * scale) + (hasHalfPixels ? (scale / 2) - (One / 2) : 0);
        long lower = Math.Max(place / One, 0), upper = Math.Min((place + One - 1) / One, input - 1);
        double share = (double)(place - (One * lower)) / One;
        return [((int)lower, 1 - share), ((int)upper, share)];
    }

    private static float Scale(int input, int output, bool alignsCorners) =>
        alignsCorners && output > 1 ? (input - 1) / (float)(output - 1) : input / (float)output;

    private static (int Height, int Width) Size(TfLiteNode node, Shape shape)
    {
        const int Most = 1 << 14;
        ImmutableArray<int> size = node.Integers(1);
        return shape.Rank == 4 && shape[1] <= Most && shape[2] <= Most && size is [>= 1 and <= Most, >= 1 and <= Most]
            ? (size[0], size[1])
            : throw node.Damaged($"resizes {shape} to [{string.Join(", ", size)}]");
    }
}
