using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Moves;

/// <summary>Moves between depth and blocks of rows and columns, channels last, as a transpose between two reshapes.</summary>
internal static class DepthBlocks
{
    /// <summary>[N, H, W, block * block * C] to [N, H * block, W * block, C].</summary>
    /// <param name="shape">The input's shape, whose channels are a multiple of block * block.</param>
    /// <param name="block">The rows and columns of a block.</param>
    /// <param name="columnFirst">Whether a channel of the input is [C, row, column] (ONNX mode CRD) and not [row, column, C].</param>
    public static ImmutableArray<Operator> DepthToSpace(Shape shape, int block, bool columnFirst)
    {
        int depth = shape[3] / (block * block);
        return
        [
            new Reshape(columnFirst ? new Shape(shape[0], shape[1], shape[2], depth, block, block) : new Shape(shape[0], shape[1], shape[2], block, block, depth)),
            new Transpose(columnFirst ? [0, 1, 4, 2, 5, 3] : [0, 1, 3, 2, 4, 5]),
            new Reshape(new Shape(shape[0], shape[1] * block, shape[2] * block, depth)),
        ];
    }

    /// <summary>[N, H * block, W * block, C] to [N, H, W, block * block * C], a channel being [row, column, C].</summary>
    public static ImmutableArray<Operator> SpaceToDepth(Shape shape, int block)
    {
        int height = shape[1] / block, width = shape[2] / block;
        return
        [
            new Reshape(new Shape(shape[0], height, block, width, block, shape[3])),
            new Transpose([0, 1, 3, 2, 4, 5]),
            new Reshape(new Shape(shape[0], height, width, block * block * shape[3])),
        ];
    }
}
