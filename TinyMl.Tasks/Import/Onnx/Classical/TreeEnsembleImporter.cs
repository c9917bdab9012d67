using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>TreeEnsemble (ONNX-ML 5): inner nodes and leaves in lists of their own, each leaf with one target, sets of members.</summary>
internal static class TreeEnsembleImporter
{
    private static readonly TreeAggregate[] Aggregates = [TreeAggregate.Average, TreeAggregate.Sum, TreeAggregate.Minimum, TreeAggregate.Maximum];

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = Samples.Read(node);
        long targets = node.Attributes.Int("n_targets") ?? 0;
        long aggregate = node.Attributes.Int("aggregate_function") ?? 1, transform = node.Attributes.Int("post_transform") ?? 0;
        if (targets is < 1 or > int.MaxValue) throw node.Damaged($"it has {targets} targets");
        if (aggregate < 0 || aggregate >= Aggregates.Length) throw node.Damaged($"its aggregate_function is {aggregate}, which there is not");
        if (transform is < ScoreTransformation.None or > ScoreTransformation.Probit) throw node.Damaged($"its post_transform is {transform}, which there is not");
        if (transform is ScoreTransformation.Softmax or ScoreTransformation.Logistic)
            throw node.Unsupported($"its post_transform is {transform}; the standard calls SOFTMAX 1 and LOGISTIC 2, ONNX Runtime the other way round, so that it is not clear which is meant");
        node.Shape([x.Shape[0], targets]);
        DecisionForest forest = new SplitForestReader(node, x.Shape[1], (int)targets).Read();
        Tensor scores = ForestTables.Emit(node, x, forest, Aggregates[aggregate], []);
        node.Output(0, new OnnxValue(PostTransform.Apply(node, (int)transform, scores)));
    }
}
