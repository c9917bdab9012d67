using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The constants of a recurrent operator of G gates and U units: weights [G * U, I] and recurrent weights [G * U, U], both Float32
/// or both Float16, and a Float32 bias of at least G * U elements.
/// </summary>
internal readonly struct GateWeights
{
    private readonly FloatWeights _weights;
    private readonly FloatWeights _recurrent;
    private readonly TensorBuffer _bias;

    private GateWeights(FloatWeights weights, FloatWeights recurrent, in TensorRecord bias)
    {
        _weights = weights;
        _recurrent = recurrent;
        _bias = bias.Buffer;
        BiasCount = bias.Shape.Count;
    }

    /// <summary>The elements of the bias.</summary>
    public int BiasCount { get; }

    public bool AreFloat16 => _weights.AreFloat16;

    /// <summary>Reads the next three inputs, and gives the shapes of both weights.</summary>
    public static GateWeights Read(ref OperatorReader reader, out Dimensions weightsShape, out Dimensions recurrentShape)
    {
        FloatWeights weights = FloatWeights.Read(ref reader, out weightsShape);
        FloatWeights recurrent = FloatWeights.Read(ref reader, out recurrentShape);
        TensorRecord bias = reader.Constant(ElementType.Float32);
        reader.Require(
            weights.AreFloat16 == recurrent.AreFloat16 && bias.Shape.Count >= weightsShape[0],
            "has weights of two types, or a bias that does not match them");
        return new GateWeights(weights, recurrent, bias);
    }

    /// <summary>The constants where they lie.</summary>
    public GateSums<TFormat> Bind<TFormat>(scoped in ModelMemory memory, int units)
        where TFormat : struct, IRealFormat =>
        new(_weights.Buffer.Read<TFormat>(memory), _recurrent.Buffer.Read<TFormat>(memory), _bias.Read<Float32Format>(memory), units);
}
