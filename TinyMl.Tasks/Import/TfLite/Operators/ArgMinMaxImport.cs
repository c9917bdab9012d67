using System.Collections.Immutable;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>ARG_MAX and ARG_MIN along a constant axis; the output is INT32 or INT64 and loses the axis.</summary>
internal static class ArgMinMaxImport
{
    public static void Maximum(TfLiteNode node) => Import(node, BuiltinOptions.ArgMax, isGreatest: true);

    public static void Minimum(TfLiteNode node) => Import(node, BuiltinOptions.ArgMin, isGreatest: false);

    private static void Import(TfLiteNode node, BuiltinOptions type, bool isGreatest)
    {
        node.Expect(inputs: 2);
        FlatTable options = node.Options(type, knownFields: 1);
        Tensor x = node.Value(0);
        ImmutableArray<int> axes = node.Integers(1);
        if (axes.Length != 1) throw node.Damaged($"names {axes.Length} axes");

        ElementType output = node.Tensors.ActivationType(node.Source.Outputs[0]);
        if (output is not (ElementType.Int32 or ElementType.Int64)) throw node.NotSupported($"with an output of type {output}", "Supported are INT32 and INT64.");
        var declared = (TensorType)options.Byte(0);
        if (options.Has(0) && declared != (output == ElementType.Int32 ? TensorType.INT32 : TensorType.INT64))
        {
            throw node.Damaged($"has the output type {declared} and an output of {output}");
        }

        node.Add(new ArgMinMax(node.Axes(axes, x.Shape.Rank)[0], KeepDimensions: false, isGreatest, IsLast: false, output), x);
    }
}
