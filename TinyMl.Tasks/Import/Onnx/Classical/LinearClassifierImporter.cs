using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TopClass = TinyMl.Tasks.Graphs.Operators.TopClass;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// LinearClassifier: an inner product for each class, and the label of the highest; one inner product for two classes, by its sign
/// (onnxruntime/core/providers/cpu/ml/linearclassifier.cc).
/// </summary>
internal static class LinearClassifierImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1, outputs: 2);
        Tensor x = Samples.Read(node);
        ClassNames names = ClassNames.Read(node, "classlabels_ints");
        float[] coefficients = LinearRegressorImporter.Finite(node, "coefficients") ?? [];
        float[] intercepts = LinearRegressorImporter.Finite(node, "intercepts") ?? [];
        int transform = PostTransform.Read(node);

        // One inner product for each class or one against the rest: the coefficients say already which.
        node.Attributes.Ignore("multi_class");
        int count = intercepts.Length > 0 ? intercepts.Length : coefficients.Length / x.Shape[1];
        if (count == 0) throw node.Damaged("it has no coefficients");
        node.Shape([x.Shape[0], count]);
        Tensor scores = LinearRegressorImporter.Emit(node, x, coefficients, count, intercepts);
        if (count == 1)
        {
            ImportOne(node, names, scores, transform);
            return;
        }

        if (count != names.Count) throw node.Damaged($"it has {count} scores and {names.Count} class labels");
        node.OutputLabels(names, () => node.Emit(new TopClass(false, 0), scores, names.ToTensor(node)));
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(PostTransform.Apply(node, transform, scores)));
    }

    private static void ImportOne(OnnxNode node, ClassNames names, Tensor scores, int transform)
    {
        if (names.Count != 2) throw node.Damaged($"it has one score and {names.Count} class labels, not 2");
        if (transform == ScoreTransformation.Probit) throw node.Unsupported("its post_transform is PROBIT for one score of two classes, whose second is not defined");
        node.OutputLabels(names, () => node.Emit(new Graphs.Operators.BinaryClass([], 0), scores, names.ToTensor(node)));
        if (!node.IsUsed(1)) return;
        int single = transform == ScoreTransformation.Logistic ? SingleScore.LogisticMirror : SingleScore.Complement;
        node.Output(1, new OnnxValue(node.Emit(new Graphs.Operators.BinaryScores([], single, ScoreTransformation.None), scores)));
    }
}
