using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Import.Moves;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>DepthToSpace, in both modes, and SpaceToDepth.</summary>
internal static class DepthImporter
{
    public static void ImportDepthToSpace(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Input(node, out int block);
        string mode = node.Attributes.String("mode") ?? "DCR";
        if (mode is not ("DCR" or "CRD")) throw node.Unsupported($"its mode is '{mode}'; DCR and CRD are supported");
        if (x.Shape[3] % (block * block) != 0) throw node.Damaged($"it makes blocks of {block} by {block} of {x.Shape[3]} channels");
        Output(node, x, DepthBlocks.DepthToSpace(x.Shape, block, columnFirst: mode == "CRD"));
    }

    public static void ImportSpaceToDepth(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Input(node, out int block);
        if (x.Shape[1] % block != 0 || x.Shape[2] % block != 0) throw node.Damaged($"it cuts {x.Shape[1]} by {x.Shape[2]} into blocks of {block} by {block}");
        Output(node, x, DepthBlocks.SpaceToDepth(x.Shape, block));
    }

    /// <summary>The input, channels last.</summary>
    private static Tensor Input(OnnxNode node, out int block)
    {
        const int Most = 1 << 14;
        long size = node.Attributes.Int("blocksize") ?? throw node.Damaged("its attribute 'blocksize' is missing");
        Tensor x = node.Data(0);
        if (size is < 1 or > Most || x.Shape.Rank != 4) throw node.Damaged($"it has the block size {size} and an input {x.Shape}");
        block = (int)size;
        return node.Emit(new Transpose(Permutation.ToChannelsLast), x);
    }

    private static void Output(OnnxNode node, Tensor x, IEnumerable<Operator> operators) =>
        node.Output(new Transpose(Permutation.ToChannelsFirst), operators.Aggregate(x, (tensor, @operator) => node.Emit(@operator, tensor)));
}
