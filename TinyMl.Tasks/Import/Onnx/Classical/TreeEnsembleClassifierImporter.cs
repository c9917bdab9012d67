using System;
using System.Linq;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TopClass = TinyMl.Tasks.Graphs.Operators.TopClass;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// TreeEnsembleClassifier: leaves summed for each class, and the label of the highest sum. Two classes follow the rules of ONNX Runtime
/// (onnxruntime/core/providers/cpu/ml/tree_ensemble_aggregator.h), which the standard leaves open.
/// </summary>
internal static class TreeEnsembleClassifierImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1, outputs: 2);
        Tensor x = Samples.Read(node);
        ClassNames names = ClassNames.Read(node, "classlabels_int64s");
        DecisionForest forest = new ForestReader(node, x.Shape[1]).Read("class", names.Count, out float[] weights, out long[] ids);
        float[] bases = TreeEnsembleRegressorImporter.BaseValues(node);
        int transform = PostTransform.Read(node);
        switch (names.Count)
        {
            case 1:
                ImportOne(node, x, names, forest, bases, transform);
                break;
            case 2:
                bool isOfOneClass = ids.Distinct().Count() == 1;
                ImportTwo(node, x, names, forest, bases, transform, isOfOneClass, weights.All(weight => weight >= 0));
                break;
            default:
                ImportMany(node, x, names, forest, bases, transform);
                break;
        }
    }

    private static void ImportMany(OnnxNode node, Tensor x, ClassNames names, DecisionForest forest, float[] bases, int transform)
    {
        if (bases.Length != 0 && bases.Length != names.Count) throw node.Damaged($"it has {bases.Length} base values and {names.Count} classes");
        bool mayBeSilent = bases.Length == 0 && Enumerable.Range(0, names.Count).Any(target => !forest.AlwaysSpeaksOf(target));
        Tensor scores = ForestTables.Emit(node, x, forest, TreeAggregate.Votes, bases);
        node.OutputLabels(names, () => node.Emit(new TopClass(mayBeSilent, 0), scores, names.ToTensor(node)));
        if (!node.IsUsed(1)) return;
        bool isPlain = transform == ScoreTransformation.None && !mayBeSilent;
        node.Output(1, new OnnxValue(isPlain ? scores : node.Emit(new Graphs.Operators.ScoreTransform(transform), scores)));
    }

    private static void ImportTwo(OnnxNode node, Tensor x, ClassNames names, DecisionForest forest, float[] bases, int transform, bool isOfOneClass, bool arePositive)
    {
        if (bases.Length > 2) throw node.Damaged($"it has {bases.Length} base values and 2 classes");
        bool mayBeSingle = bases.Length < 2 && !forest.AlwaysSpeaksOf(1);
        if (mayBeSingle && transform == ScoreTransformation.Probit)
            throw node.Unsupported("its post_transform is PROBIT and leaves may speak of the first of two classes alone, for which the second score is not defined");

        Tensor raw = ForestTables.Emit(node, x, forest, TreeAggregate.Votes, []);
        Tensor labels = isOfOneClass ? names.ToTensor(node) : ClassNames.Labels(node, 0, 1);
        float threshold = isOfOneClass && arePositive ? 0.5f : 0;
        node.OutputLabels(names, () => node.Emit(new Graphs.Operators.BinaryClass([.. bases], threshold), raw, labels));
        if (!node.IsUsed(1)) return;
        int single = !isOfOneClass && bases.Length == 1 ? SingleScore.Alone
            : transform == ScoreTransformation.Logistic ? SingleScore.LogisticMirror
            : isOfOneClass && arePositive ? SingleScore.Complement : SingleScore.Mirror;
        node.Output(1, new OnnxValue(node.Emit(new Graphs.Operators.BinaryScores([.. bases], single, transform), raw)));
    }

    private static void ImportOne(OnnxNode node, Tensor x, ClassNames names, DecisionForest forest, float[] bases, int transform)
    {
        if (bases.Length > 1) throw node.Damaged($"it has {bases.Length} base values and 1 class");
        if (names.AreStrings) throw node.Unsupported("it has one class with a string for a label, and tells two classes apart");
        Tensor scores = ForestTables.Emit(node, x, forest, TreeAggregate.Sum, bases);
        node.OutputLabels(null, () => node.Emit(new Graphs.Operators.BinaryClass([], 0), scores, ClassNames.Labels(node, 0, 1)));
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(PostTransform.Apply(node, transform, scores)));
    }
}
