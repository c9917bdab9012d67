using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>An attribute with a number for each feature, or one for all.</summary>
internal static class FeatureValues
{
    /// <summary>The numbers as a constant; they are finite, and one or as many as the last dimension of x.</summary>
    public static Tensor Read(OnnxNode node, string name, Tensor x)
    {
        float[] values = node.Attributes.Floats(name) ?? throw node.Damaged($"its attribute '{name}' is missing");
        int features = x.Shape.Rank == 0 ? 1 : x.Shape[-1];
        if (values.Length != 1 && values.Length != features) throw node.Damaged($"its attribute '{name}' has {values.Length} elements, and there are {features} features");
        if (!values.All(float.IsFinite)) throw node.Damaged($"its attribute '{name}' has a value that is not finite");
        return Tensor.Constant($"{node.Name}.{name}", new Shape(values.Length), values);
    }
}
