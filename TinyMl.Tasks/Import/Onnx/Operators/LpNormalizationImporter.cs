using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>LpNormalization over one axis: x / sqrt(sum of x^2) for p = 2, x / (sum of |x|) for p = 1; zeros stay zeros.</summary>
internal static class LpNormalizationImporter
{
    /// <summary>The least L2 norm whose square is a normal number.</summary>
    private const float LeastL2Norm = 1.08420217e-19f;

    /// <summary>The least normal number.</summary>
    private const float LeastL1Norm = 1.17549435e-38f;

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        Tensor x = node.Tensor(0);
        int axis = node.Axis(node.Attributes.Int("axis") ?? -1, x.Shape.Rank);
        switch (node.Attributes.Int("p") ?? 2)
        {
            case 2:
                LastAxis.Output(node, new L2Normalization(LeastL2Norm), x, axis);
                break;
            case 1:
                Tensor norm = node.Emit(new ReduceSum([axis], KeepDimensions: true), node.Emit(new Abs(), x));
                Tensor least = node.FloatTensor($"{node.Name}.least", Shape.Scalar, [LeastL1Norm]);
                node.Output(new Div(ActivationRange.None), x, node.Emit(new Maximum(ActivationRange.None), norm, least));
                break;
            case var p:
                throw node.Unsupported($"its p is {p}; supported are 1 and 2");
        }
    }
}
