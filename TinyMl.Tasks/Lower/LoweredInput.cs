using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>An input of a <see cref="LoweredOperator"/>.</summary>
/// <param name="Tensor">An activation or a constant.</param>
/// <param name="Role">For constants, what flash they count as.</param>
/// <param name="InPlace">
/// Whether the kernel writes the elements of its first output in order, each only after it has read that element of this input and all
/// before it, if it has as many: then the output may lie over the input.
/// </param>
/// <param name="Form">For constants, how the kernel can read them.</param>
internal readonly record struct LoweredInput(Tensor Tensor, ConstantRole Role = ConstantRole.Weights, bool InPlace = false, ConstantForm Form = ConstantForm.Stored)
{
    /// <summary>For constants of <see cref="ConstantForm.Weights"/>, how the packed file stores them; null where it stores them as they are.</summary>
    public EncodedWeights? Encoded { get; init; }

    /// <summary>A bias, which integer kernels read in any width.</summary>
    public static LoweredInput Bias(Tensor tensor) => new(tensor, ConstantRole.Biases, Form: ConstantForm.Signed);
}
