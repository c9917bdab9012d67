using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The record of a convolution, float32: x [N, H, W, I], weights as Float32 or Float16, optional bias [O], y [N, OH, OW, O], then
/// <see cref="WindowGeometry"/> and the activation as attributes.
/// </summary>
internal readonly struct ConvolutionOperands
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly FloatWeights _weights;
    private readonly FloatBias _bias;
    private readonly FloatRange _activation;

    /// <summary>
    /// Reads the record and gives the shape of the weights, whose axes 1 and 2 are the filter's; the others are for the caller to check.
    /// A transposed convolution has the window of the convolution that leads from its y to its x.
    /// </summary>
    public ConvolutionOperands(ref OperatorReader reader, out Dimensions weights, bool isTransposed = false)
    {
        TensorRecord x = isTransposed ? reader.Input(ElementType.Float32) : reader.RowInput(ElementType.Float32);
        _weights = FloatWeights.Read(ref reader, out weights);
        _bias = FloatBias.Read(ref reader);
        TensorRecord y = isTransposed ? reader.Output(ElementType.Float32) : reader.RowOutput(ElementType.Float32);
        reader.Require(weights.Rank == 4, "has weights that do not have four dimensions");
        Window = isTransposed
            ? WindowGeometry.Read(ref reader, y, weights[1], weights[2], x)
            : WindowGeometry.Read(ref reader, x, weights[1], weights[2], y);
        _activation = FloatRange.Read(ref reader);
        reader.Require(_bias.Fits(y.Shape[3]), "has a bias that is not one a channel");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>How the filter moves.</summary>
    public WindowGeometry Window { get; }

    /// <summary>Whether each weight takes 16 bits.</summary>
    public bool HasFloat16Weights => _weights.AreFloat16;

    /// <summary>The elements of x.</summary>
    public RealSpan<Float32Format> Input(scoped in ModelMemory memory) => _x.Read<Float32Format>(memory);

    /// <summary>The weights.</summary>
    public RealSpan<TFormat> Weights<TFormat>(scoped in ModelMemory memory)
        where TFormat : struct, IRealFormat => _weights.Buffer.Read<TFormat>(memory);

    /// <summary>The elements of y.</summary>
    public Float32Span Output(scoped in ModelMemory memory) => _y.WriteFloat32(memory);

    /// <summary>Adds the bias to the sums of a pixel of y, and clamps it.</summary>
    public void Finish(Float32Span pixel, scoped in ModelMemory memory) => _bias.Finish(pixel, _activation, memory);
}
