using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The record of a convolution: x [N, H, W, I], weights (<see cref="WeightConstants"/>), <see cref="ChannelTensors"/>, y [N, OH, OW, O],
/// then <see cref="WindowGeometry"/>, <see cref="ChannelConstants{T}"/> and the output's range as attributes.
/// </summary>
/// <typeparam name="T">The type of the elements of x and y.</typeparam>
internal readonly struct ConvolutionOperands<T>
    where T : unmanaged
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly ChannelConstants<T> _constants;
    private readonly OutputRange<T> _range;

    /// <summary>
    /// Reads the record and gives the shape of the weights, whose axes 1 and 2 are the filter's and whose <paramref name="channelAxis"/> is
    /// the output's channels; the fourth is for the caller to check. A transposed convolution has the window of the convolution that
    /// leads from its y to its x.
    /// </summary>
    public ConvolutionOperands(ref OperatorReader reader, int channelAxis, out Dimensions weights, bool isTransposed = false)
    {
        TensorRecord x = isTransposed ? reader.Input(StoredInteger<T>.Type) : reader.RowInput(StoredInteger<T>.Type);
        TensorRecord filters = reader.Weights();
        weights = filters.Shape;
        reader.Require(weights.Rank == 4, "has weights that do not have four dimensions");
        ChannelTensors channels = ChannelTensors.Read(ref reader, weights[channelAxis]);
        TensorRecord y = isTransposed ? reader.Output(StoredInteger<T>.Type) : reader.RowOutput(StoredInteger<T>.Type);
        Weights = new WeightConstants(ref reader, filters, channelAxis == 0 ? weights.CountAfter(0) : weights.Count);
        Window = isTransposed
            ? WindowGeometry.Read(ref reader, y, weights[1], weights[2], x)
            : WindowGeometry.Read(ref reader, x, weights[1], weights[2], y);
        reader.Require(weights[channelAxis] == y.Shape[3], "has weights for other channels");
        _constants = new ChannelConstants<T>(ref reader, channels);
        _range = OutputRange<T>.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>How the filter moves.</summary>
    public WindowGeometry Window { get; }

    /// <summary>The zero point of x.</summary>
    public int XZeroPoint => _constants.InputZeroPoint;

    /// <summary>The elements of x.</summary>
    public ReadOnlyIntegerSpan<T> Input(scoped in ModelMemory memory) => _x.ReadIntegers<T>(memory);

    /// <summary>The weights, of which one filter is decoded at once; all where channels are the last axis.</summary>
    public WeightConstants Weights { get; }

    /// <summary>The elements of y.</summary>
    public IntegerSpan<T> Output(scoped in ModelMemory memory) => _y.WriteIntegers<T>(memory);

    /// <summary>What turns sums into elements of y.</summary>
    public ChannelOutput<T> Bind(scoped in ModelMemory memory) => _constants.Bind(memory, _range);
}
