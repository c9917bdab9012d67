using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>SPACE_TO_DEPTH, DEPTH_TO_SPACE, SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND with one or two spatial axes.</summary>
internal static class BlockImport
{
    private const int Most = ushort.MaxValue;
    private const long MostElements = 1 << 28;

    public static void SpaceToDepth(TfLiteNode node)
    {
        (Tensor x, int block) = Depth(node, BuiltinOptions.SpaceToDepth);
        if (x.Shape[1] % block != 0 || x.Shape[2] % block != 0) throw node.Damaged($"cuts {x.Shape} into blocks of {block}");
        node.AddMoves(0, DepthBlocks.SpaceToDepth(x.Shape, block), x);
    }

    public static void DepthToSpace(TfLiteNode node)
    {
        (Tensor x, int block) = Depth(node, BuiltinOptions.DepthToSpace);
        if (x.Shape[3] % (block * block) != 0) throw node.Damaged($"makes blocks of {block} of {x.Shape}");
        node.AddMoves(0, DepthBlocks.DepthToSpace(x.Shape, block, columnFirst: false), x);
    }

    public static void SpaceToBatch(TfLiteNode node)
    {
        (Tensor x, Shape flat, ImmutableArray<int> block, ImmutableArray<int> pads) = Blocks(node, BuiltinOptions.SpaceToBatchNd);
        var space = new SpaceToBatch(block[0], block[1], pads[0], pads[2], pads[1], pads[3]);
        long height = (long)flat[1] + pads[0] + pads[1], width = (long)flat[2] + pads[2] + pads[3];
        if (height % block[0] != 0 || width % block[1] != 0 || height * width > MostElements / ((long)flat[0] * flat[3]))
            throw node.Damaged($"cuts {x.Shape} with paddings [{string.Join(", ", pads)}] into blocks [{string.Join(", ", block)}]");
        Add(node, x, flat, space);
    }

    public static void BatchToSpace(TfLiteNode node)
    {
        (Tensor x, Shape flat, ImmutableArray<int> block, ImmutableArray<int> crops) = Blocks(node, BuiltinOptions.BatchToSpaceNd);
        if (x.Shape[0] % ((long)block[0] * block[1]) != 0 || (long)flat[1] * block[0] <= crops[0] + crops[1] || (long)flat[2] * block[1] <= crops[2] + crops[3])
            throw node.Damaged($"makes blocks [{string.Join(", ", block)}] less [{string.Join(", ", crops)}] of {x.Shape}");
        Add(node, x, flat, new BatchToSpace(block[0], block[1], crops[0], crops[2], crops[1], crops[3]));
    }

    private static (Tensor X, int Block) Depth(TfLiteNode node, BuiltinOptions options)
    {
        node.Expect(inputs: 1);
        int block = node.Options(options, knownFields: 1).Int32(0);
        Tensor x = node.Data(0);
        return x.Shape.Rank == 4 && block is >= 1 and < 1 << 14 ? (x, block) : throw node.Damaged($"has blocks of {block} and an input {x.Shape}");
    }

    /// <summary>The input, its shape with two spatial axes, the blocks of these, and what is added or cut off: top, bottom, left, right.</summary>
    private static (Tensor X, Shape Flat, ImmutableArray<int> Block, ImmutableArray<int> Edges) Blocks(TfLiteNode node, BuiltinOptions options)
    {
        node.Expect(inputs: 3);
        node.Options(options, knownFields: 0);
        Tensor x = node.Data(0);
        ImmutableArray<int> block = node.Integers(1), edges = node.Integers(2);
        bool fits = block.Length is 1 or 2 && edges.Length == 2 * block.Length && x.Shape.Rank > block.Length
            && block.All(size => size is >= 1 and <= Most) && edges.All(edge => edge is >= 0 and <= Most);
        if (!fits) throw node.Damaged($"has blocks [{string.Join(", ", block)}] and edges [{string.Join(", ", edges)}] for an input {x.Shape}");
        int depth = x.Shape.Skip(1 + block.Length).Aggregate(1, (product, dimension) => product * dimension);
        return block.Length == 2
            ? (x, new Shape(x.Shape[0], x.Shape[1], x.Shape[2], depth), block, edges)
            : (x, new Shape(x.Shape[0], x.Shape[1], 1, depth), [block[0], 1], [.. edges, 0, 0]);
    }

    private static void Add(TfLiteNode node, Tensor x, Shape flat, Operator @operator)
    {
        if (flat == x.Shape)
        {
            node.AddMove(@operator, x);
            return;
        }

        Shape result = @operator.InferShape([new Tensor(x.Name, x.Type, flat, x.Quantization)]);
        int spatial = node.Integers(1).Length;
        var shape = new Shape([.. result.Take(1 + spatial), .. x.Shape.Skip(1 + spatial)]);
        node.AddMoves(0, [new Reshape(flat), @operator, new Reshape(shape)], x);
    }
}
