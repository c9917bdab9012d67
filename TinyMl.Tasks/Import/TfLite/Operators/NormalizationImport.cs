using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>L2_NORMALIZATION and LOG_SOFTMAX over the last axis.</summary>
internal static class NormalizationImport
{
    /// <summary>What the reference takes for the norm of vectors that are shorter.</summary>
    private const float LeastNorm = 1e-6f;

    public static void L2Normalization(TfLiteNode node)
    {
        FlatTable options = node.Options(BuiltinOptions.L2Norm, knownFields: 1);
        if (!node.Activation(options.Byte(0)).IsNone) throw node.NotSupported("with a fused activation", "The fused activation must be NONE.");
        Import(node, new L2Normalization(LeastNorm));
    }

    public static void LogSoftmax(TfLiteNode node)
    {
        node.Options(BuiltinOptions.LogSoftmax, knownFields: 0);
        Import(node, new LogSoftmax());
    }

    private static void Import(TfLiteNode node, RowWise @operator)
    {
        node.Expect(inputs: 1);
        Tensor x = node.Value(0);
        if (x.Shape.Rank == 0) throw node.Damaged($"has a scalar input");
        node.AddSameType(@operator, x);
    }
}
