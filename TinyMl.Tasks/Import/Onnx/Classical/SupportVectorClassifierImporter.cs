using System.Linq;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TopClass = TinyMl.Tasks.Graphs.Operators.TopClass;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// SVMClassifier: one decision for each two classes, which vote for the label, and give scores or, with prob_a and prob_b, probabilities;
/// without support vectors one inner product for each class (onnxruntime/core/providers/cpu/ml/svmclassifier.cc).
/// </summary>
internal static class SupportVectorClassifierImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1, outputs: 2);
        Tensor x = Samples.Read(node);
        ClassNames names = ClassNames.Read(node, "classlabels_ints");
        Graphs.Operators.SupportVectors kernel = SupportVectorMachine.Kernel(node);
        float[] coefficients = LinearRegressorImporter.Finite(node, "coefficients") ?? [], rho = LinearRegressorImporter.Finite(node, "rho") ?? [];
        float[] vectors = LinearRegressorImporter.Finite(node, "support_vectors") ?? [];
        float[] a = LinearRegressorImporter.Finite(node, "prob_a") ?? [], b = LinearRegressorImporter.Finite(node, "prob_b") ?? [];
        long[] counts = node.Attributes.Ints("vectors_per_class") ?? [];
        int transform = PostTransform.Read(node);
        if (counts.Any(count => count is < 0 or > int.MaxValue) || counts.Sum() > int.MaxValue) throw node.Damaged("it has a negative or a huge number of vectors");
        if (counts.Sum() == 0)
        {
            ImportLinear(node, x, names, coefficients, rho, transform, hasProbabilities: a.Length > 0);
            return;
        }

        if (names.Count is < 2 or > ClassPairs.MostClasses || names.Count != counts.Length) throw node.Damaged($"it has {names.Count} class labels, and vectors of {counts.Length} classes");
        int pairs = ClassPairs.Count(names.Count), count = (int)counts.Sum();
        if (rho.Length != pairs) throw node.Damaged($"it has {rho.Length} values of rho, not {pairs}");
        if (a.Length != b.Length || (a.Length > 0 && a.Length != pairs)) throw node.Damaged($"it has {a.Length} values of prob_a and {b.Length} of prob_b, not {pairs}");
        if (coefficients.Length != (names.Count - 1L) * count) throw node.Damaged($"it has {coefficients.Length} coefficients for {count} vectors of {names.Count} classes");

        Tensor scores = node.Emit(
            new Graphs.Operators.PairScores(),
            SupportVectorMachine.Emit(node, kernel, x, vectors, count),
            Tensor.Constant($"{node.Name}.coefficients", new Shape(names.Count - 1, count), coefficients),
            Tensor.Constant($"{node.Name}.rho", new Shape(pairs), rho),
            Tensor.Constant<int>($"{node.Name}.counts", ElementType.Int32, new Shape(counts.Length), [.. counts.Select(value => (int)value)]));
        node.OutputLabels(names, () => node.Emit(new Graphs.Operators.PairVotes(), scores, names.ToTensor(node)));
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(Scores(node, names, scores, a, b, transform)));
    }

    private static Tensor Scores(OnnxNode node, ClassNames names, Tensor scores, float[] a, float[] b, int transform)
    {
        if (a.Length > 0)
        {
            Tensor first = Tensor.Constant($"{node.Name}.prob_a", new Shape(a.Length), a), second = Tensor.Constant($"{node.Name}.prob_b", new Shape(b.Length), b);
            return PostTransform.Apply(node, transform, node.Emit(new Graphs.Operators.PairProbabilities(names.Count), scores, first, second));
        }

        if (names.Count > 2) return PostTransform.Apply(node, transform, scores);
        if (transform == ScoreTransformation.Probit) throw node.Unsupported("its post_transform is PROBIT for one score of two classes, whose second is not defined");
        int single = transform switch
        {
            ScoreTransformation.None => SingleScore.Mirror,
            ScoreTransformation.Logistic => SingleScore.LogisticMirror,
            _ => SingleScore.Complement,
        };
        return node.Emit(new Graphs.Operators.BinaryScores([], single, ScoreTransformation.None), scores);
    }

    private static void ImportLinear(OnnxNode node, Tensor x, ClassNames names, float[] coefficients, float[] rho, int transform, bool hasProbabilities)
    {
        if (rho.Length == 0) throw node.Damaged("it has no rho");
        node.Shape([x.Shape[0], names.Count]);
        Tensor scores = LinearRegressorImporter.Emit(node, x, coefficients, names.Count, [.. Enumerable.Repeat(rho[0], names.Count)]);
        int promotion = names.Count != 2 || hasProbabilities ? 0 : coefficients.All(value => value >= 0) ? 1 : 2;
        node.OutputLabels(names, () => node.Emit(new TopClass(false, promotion), scores, names.ToTensor(node)));
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(PostTransform.Apply(node, transform, scores)));
    }
}
