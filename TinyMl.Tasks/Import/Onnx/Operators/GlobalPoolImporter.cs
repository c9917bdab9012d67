using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// GlobalAveragePool, GlobalMaxPool and GlobalLpPool: mean, maximum, and the L1 or L2 norm over all spatial dimensions, of which there
/// are any number.
/// </summary>
internal static class GlobalPoolImporter
{
    public static void ImportAverage(OnnxNode node) => node.Output(new Mean(Spatial(node), KeepDimensions: true), node.Tensor(0));

    public static void ImportMax(OnnxNode node) => node.Output(new ReduceMax(Spatial(node), KeepDimensions: true), node.Tensor(0));

    public static void ImportLp(OnnxNode node)
    {
        var axes = new ReductionAxes(Spatial(node), KeepDimensions: true);
        switch (node.Attributes.Int("p") ?? 2)
        {
            case 1:
                CompositeReductionImporter.OutputL1(node, axes);
                break;
            case 2:
                CompositeReductionImporter.OutputL2(node, axes);
                break;
            case var p:
                throw node.Unsupported($"its p is {p}; supported are 1 and 2");
        }
    }

    private static ImmutableArray<int> Spatial(OnnxNode node)
    {
        node.Expect(1, 1);
        int rank = node.Input(0).Dimensions.Length;
        return rank < 3 ? throw node.Damaged($"its input has {rank} dimensions") : [.. Enumerable.Range(2, rank - 2)];
    }
}
