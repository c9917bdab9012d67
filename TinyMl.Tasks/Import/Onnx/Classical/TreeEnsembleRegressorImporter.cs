using System.Linq;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>TreeEnsembleRegressor: leaves of all trees aggregated, base values added, scores transformed.</summary>
internal static class TreeEnsembleRegressorImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        long targets = node.Attributes.Int("n_targets") ?? 0;
        if (targets is < 1 or > int.MaxValue) throw node.Damaged($"it has {targets} targets");
        node.Shape([x.Shape[0], targets]);
        DecisionForest forest = new ForestReader(node, x.Shape[1]).Read("target", (int)targets, out _, out _);
        TreeAggregate aggregate = Aggregate(node);
        float[] bases = BaseValues(node);
        if (bases.Length != 0 && bases.Length != targets) throw node.Damaged($"it has {bases.Length} base values and {targets} targets");
        int transform = PostTransform.Read(node);

        node.Output(0, new OnnxValue(PostTransform.Apply(node, transform, ForestTables.Emit(node, x, forest, aggregate, bases))));
    }

    /// <summary>Base values, finite; none where the attribute is missing.</summary>
    public static float[] BaseValues(OnnxNode node)
    {
        float[] bases = ForestReader.Values(node, "base_values") ?? [];
        return bases.All(float.IsFinite) ? bases : throw node.Damaged("it has a base value that is not finite");
    }

    private static TreeAggregate Aggregate(OnnxNode node) => node.Attributes.String("aggregate_function") switch
    {
        null or "SUM" => TreeAggregate.Sum,
        "AVERAGE" => TreeAggregate.Average,
        "MIN" => TreeAggregate.Minimum,
        "MAX" => TreeAggregate.Maximum,
        { } other => throw node.Damaged($"its aggregate_function is '{other}', which there is not"),
    };
}
