using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>
/// Files of one int8 operator that moves or interpolates elements, 500 of a stated generator for each, imported and run with and without
/// simplification. TensorFlow Lite Micro's reference kernels (reference_ops) got the same elements and parameters; the numbers are FNV-1a hashes of
/// what they gave.
/// </summary>
[TestClass]
public sealed class TfLiteMovementReferenceTests
{
    private const int Cases = 500;
    private const float Scale = 0.25f;
    private const int ZeroPoint = -7;

    private uint _state = 1;
    private uint _hash = 2166136261;
    private uint _simplifiedHash = 2166136261;

    [TestMethod]
    public void ResizeBilinearEqualsTheReference() => Check(1297846087, () => Resize(3, (mode, size, x, y) => TfLiteTestModel.Of(
        BuiltinOperator.RESIZE_BILINEAR, BuiltinOptions.ResizeBilinear, [(2, (mode & 1) != 0), (3, (mode & 2) != 0)], Tensor("x", x), Integers("size", size), Tensor("y", y))));

    [TestMethod]
    public void ResizeNearestEqualsTheReference() => Check(3713118596, () => Resize(4, (mode, size, x, y) => TfLiteTestModel.Of(
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, BuiltinOptions.ResizeNearestNeighbor, [(0, (mode & 1) != 0), (1, (mode & 2) != 0)], Tensor("x", x), Integers("size", size), Tensor("y", y))));

    [TestMethod]
    public void StridedSlicesEqualTheReference() => Check(1036673902, () =>
    {
        int rank = 1 + Next(4);
        int[] shape = new int[rank], begins = new int[rank], ends = new int[rank], strides = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            (shape[axis], begins[axis], ends[axis], strides[axis]) = (1 + Next(5), Next(13) - 6, Next(13) - 6, Next(5) - 2);
            if (strides[axis] == 0) strides[axis] = 1;
        }

        int beginMask = Next(16) & ((1 << rank) - 1), endMask = Next(16) & ((1 << rank) - 1);
        sbyte[] x = Values(shape);
        int[] output = [.. shape.Select((dimension, axis) => Length(dimension, (beginMask >> axis & 1) != 0 ? null : begins[axis], (endMask >> axis & 1) != 0 ? null : ends[axis], strides[axis]))];
        if (output.Contains(0)) return;
        Run(
            TfLiteTestModel.Of(
                BuiltinOperator.STRIDED_SLICE, BuiltinOptions.StridedSlice, [(0, beginMask), (1, endMask)],
                Tensor("x", shape), Integers("begins", begins), Integers("ends", ends), Integers("strides", strides), Tensor("y", output)),
            x);
    });

    [TestMethod]
    public void SpaceToBatchAndBackEqualsTheReference() => Check(1228822356, () =>
    {
        int[] spread = [1 + Next(2), 1 + Next(3), 1 + Next(3), 1 + Next(3)], block = [1 + Next(3), 1 + Next(3)], pads = [Next(3), 0, Next(3), 0];
        int height = (spread[1] * block[0]) - pads[0], width = (spread[2] * block[1]) - pads[2];
        if (height < 1 || width < 1) return;
        (pads[1], pads[3]) = (Next(height), Next(width));
        int[] shape = [spread[0], height - pads[1], width - pads[3], spread[3]];
        spread[0] *= block[0] * block[1];
        int zeroPoint = (sbyte)Next(256);
        TfLiteTestTensor[] parameters = [Integers("block", block), Integers("pads", pads) with { Shape = [2, 2] }];
        sbyte[] y = Run(
            TfLiteTestModel.Of(BuiltinOperator.SPACE_TO_BATCH_ND, BuiltinOptions.SpaceToBatchNd, [], [Tensor("x", shape, zeroPoint), .. parameters, Tensor("y", spread, zeroPoint)]), Values(shape));
        Run(TfLiteTestModel.Of(BuiltinOperator.BATCH_TO_SPACE_ND, BuiltinOptions.BatchToSpaceNd, [], [Tensor("x", spread), .. parameters, Tensor("y", shape)]), y);
    });

    [TestMethod]
    public void MovesBetweenDepthAndSpaceEqualTheReference() => Check(1157104779, () =>
    {
        int batch = 1 + Next(2), height = 1 + Next(3), width = 1 + Next(3), channels = 1 + Next(3), block = 1 + Next(3);
        int[] deep = [batch, height, width, channels * block * block], wide = [batch, height * block, width * block, channels];
        sbyte[] x = Values(deep);
        Run(TfLiteTestModel.Of(BuiltinOperator.DEPTH_TO_SPACE, BuiltinOptions.DepthToSpace, [(0, block)], Tensor("x", deep), Tensor("y", wide)), x);
        Run(TfLiteTestModel.Of(BuiltinOperator.SPACE_TO_DEPTH, BuiltinOptions.SpaceToDepth, [(0, block)], Tensor("x", wide), Tensor("y", deep)), x);
    });

    private void Resize(int modes, Func<int, int[], int[], int[], TfLiteTestModel> create)
    {
        int[] shape = [1 + Next(2), 1 + Next(7), 1 + Next(7), 1 + Next(3)], size = [1 + Next(12), 1 + Next(12)];
        int mode = Next(modes);
        Run(create(mode, size, shape, [shape[0], .. size, shape[3]]), Values(shape));
    }

    private void Check(uint expected, Action run)
    {
        for (int i = 0; i < Cases; i++) run();

        Assert.AreEqual(expected, _hash);
        Assert.AreEqual(expected, _simplifiedHash);
    }

    private sbyte[] Run(TfLiteTestModel model, sbyte[] values)
    {
        Graph graph = TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None);
        _simplifiedHash = Hash(_simplifiedHash, Run(graph.Simplified(), values));
        sbyte[] y = Run(graph, values);
        _hash = Hash(_hash, y);
        return y;
    }

    private static sbyte[] Run(Graph graph, sbyte[] values)
    {
        TinyModel model = PackedGraph.Load(graph);
        values.CopyTo(model.Input<sbyte>());
        model.Invoke();
        return model.Output<sbyte>().ToArray();
    }

    private static uint Hash(uint hash, IEnumerable<sbyte> values) => values.Aggregate(hash, (sum, value) => unchecked((sum ^ (byte)value) * 16777619));

    private static TfLiteTestTensor Tensor(string name, int[] shape, int zeroPoint = ZeroPoint) => Int8(name, Scale, zeroPoint, shape);

    // The elements that Python's slice takes.
    private static int Length(int dimension, int? begin, int? end, int stride)
    {
        int count = 0;
        int first = begin is { } b ? Math.Clamp(b < 0 ? b + dimension : b, stride > 0 ? 0 : -1, stride > 0 ? dimension : dimension - 1) : stride > 0 ? 0 : dimension - 1;
        int last = end is { } e ? Math.Clamp(e < 0 ? e + dimension : e, stride > 0 ? 0 : -1, stride > 0 ? dimension : dimension - 1) : stride > 0 ? dimension : -1;
        for (int place = first; stride > 0 ? place < last : place > last; place += stride) count++;
        return count;
    }

    private sbyte[] Values(int[] shape) =>
        [.. Enumerable.Range(0, shape.Aggregate(1, (product, dimension) => product * dimension)).Select(_ => unchecked((sbyte)Next(256)))];

    // Numerical Recipes' linear congruential generator, its upper half.
    private int Next(int limit)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 16) % (uint)limit);
    }
}
