using TinyMl.Format;
using TinyMl.Operators.Data;

namespace TinyMl.Operators;

/// <summary>
/// An axis along which each output element is a weighted sum of neighbors: output k reads the input from starts[k] on, with
/// the weights [k, 0], [k, 1], ...
/// </summary>
internal readonly struct InterpolationAxis
{
    private readonly IndexTensor _starts;

    private InterpolationAxis(in IndexTensor starts, in TensorRecord weights, int input, int output)
    {
        _starts = starts;
        Weights = weights.Buffer;
        Taps = weights.Shape[1];
        Input = input;
        Output = output;
    }

    /// <summary>The weights, [Output, Taps].</summary>
    public TensorBuffer Weights { get; }

    /// <summary>How many neighbors make an output element; 0 for the <c>default</c> axis, which there is not.</summary>
    public int Taps { get; }

    /// <summary>The elements of the input along the axis.</summary>
    public int Input { get; }

    /// <summary>The elements of the output along the axis.</summary>
    public int Output { get; }

    /// <summary>Checks that the constants starts [k] and weights [k, taps] lead from the input's length to the output's.</summary>
    public static InterpolationAxis Create(in OperatorReader reader, in TensorRecord starts, in TensorRecord weights, int input, int output)
    {
        reader.Require(starts.IsConstant && weights.IsConstant, "has starts or weights that are not constant");
        reader.Require(weights.Shape.Rank == 2 && weights.Shape[0] == output && starts.Shape.Count == output, "has other starts or weights than its output needs");
        IndexTensor indices = IndexTensor.Of(reader, starts);
        IndexSpan listed = indices.Read(new ModelMemory(reader.Constants, default));
        for (int i = 0; i < output; i++) reader.Require(listed[i] >= 0 && listed[i] + weights.Shape[1] <= input, "reads beyond its input");
        return new InterpolationAxis(indices, weights, input, output);
    }

    /// <summary>The first neighbor of each output element.</summary>
    public IndexSpan Starts(scoped in ModelMemory memory) => _starts.Read(memory);
}
