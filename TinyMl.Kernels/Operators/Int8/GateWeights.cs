using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The constants of a recurrent operator of G gates and U units: weights [G * U, I] and recurrent weights [G * U, U], zero points 0;
/// multipliers (<see cref="MultiplierConstants"/>), one for each gate's weights and then one for each gate's recurrent weights, which bring
/// sums to Q3.12; bias [G * U], integers of any width.
/// </summary>
internal readonly struct GateWeights
{
    private readonly TensorBuffer _weights;
    private readonly TensorBuffer _recurrent;
    private readonly IntegerConstants _bias;
    private readonly int _gates;
    private readonly int _units;

    /// <summary>Reads the next four inputs, and gives the shapes of both weights and the multipliers, whose least shift is an attribute.</summary>
    public GateWeights(ref OperatorReader reader, int gates, out Dimensions weightsShape, out Dimensions recurrentShape, out IntegerConstants multipliers)
    {
        TensorRecord weights = reader.Constant(ElementType.Int8);
        TensorRecord recurrent = reader.Constant(ElementType.Int8);
        TensorRecord packed = reader.Integers();
        TensorRecord bias = reader.Integers();
        reader.Require(
            packed.Shape.Count == 2 * gates && bias.Shape.Count == weights.Shape[0],
            "has not two multipliers for each gate, or a bias that does not match its weights");
        weightsShape = weights.Shape;
        recurrentShape = recurrent.Shape;
        multipliers = new IntegerConstants(packed);
        _weights = weights.Buffer;
        _recurrent = recurrent.Buffer;
        _bias = new IntegerConstants(bias);
        _gates = gates;
        _units = bias.Shape.Count / gates;
    }

    /// <summary>The constants where they lie.</summary>
    public GateSums Bind(scoped in ModelMemory memory, MultiplierConstants multipliers, sbyte xZeroPoint, sbyte hiddenZeroPoint) => new(
        _weights.ReadInt8(memory),
        _recurrent.ReadInt8(memory),
        multipliers.Read(memory),
        _bias.Read(memory),
        _gates,
        _units,
        xZeroPoint,
        hiddenZeroPoint);
}
