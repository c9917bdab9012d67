using System;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>What support vector classifiers and regressors have in common: the kernel function and the vectors.</summary>
internal static class SupportVectorMachine
{
    private const int LargestDegree = 255;

    /// <summary>Reads the kernel function.</summary>
    public static Graphs.Operators.SupportVectors Kernel(OnnxNode node)
    {
        int kind = node.Attributes.String("kernel_type") switch
        {
            null or "LINEAR" => 0,
            "POLY" => 1,
            "RBF" => 2,
            "SIGMOID" => 3,
            { } other => throw node.Damaged($"its kernel_type is '{other}', which there is not"),
        };
        float[] parameters = LinearRegressorImporter.Finite(node, "kernel_params") ?? [];
        if (parameters.Length == 0) parameters = new float[3];
        if (parameters.Length != 3) throw node.Damaged($"it has {parameters.Length} kernel_params, not gamma, coef0 and degree");
        float degree = kind == 1 ? parameters[2] : 0;
        if (degree != MathF.Floor(degree) || degree is < 0 or > LargestDegree)
            throw node.Unsupported(FormattableString.Invariant($"its degree is {degree}; integers from 0 to {LargestDegree} are supported"));
        return new Graphs.Operators.SupportVectors(kind, parameters[0], parameters[1], (int)degree);
    }

    /// <summary>Appends the kernel function of samples and support vectors.</summary>
    public static Tensor Emit(OnnxNode node, Graphs.Operators.SupportVectors kernel, Tensor x, float[] vectors, int count)
    {
        if (vectors.Length != (long)count * x.Shape[1]) throw node.Damaged($"it has {vectors.Length} numbers for {count} support vectors of {x.Shape[1]} features");
        return node.Emit(kernel, x, Tensor.Constant($"{node.Name}.vectors", new Shape(count, x.Shape[1]), vectors));
    }
}
