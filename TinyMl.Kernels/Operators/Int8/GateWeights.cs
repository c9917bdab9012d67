using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The constants of a recurrent operator of G gates and U units: weights [G * U, I] and recurrent weights [G * U, U], zero points 0;
/// multipliers int32 and shifts int8 in [-31, 30], one of each for each gate's weights and then one for each gate's recurrent
/// weights, which bring sums to Q3.12; bias int32 [G * U].
/// </summary>
internal readonly struct GateWeights
{
    private readonly TensorBuffer _weights;
    private readonly TensorBuffer _recurrent;
    private readonly TensorBuffer _multipliers;
    private readonly TensorBuffer _shifts;
    private readonly TensorBuffer _bias;

    private GateWeights(TensorBuffer weights, TensorBuffer recurrent, TensorBuffer multipliers, TensorBuffer shifts, TensorBuffer bias)
    {
        _weights = weights;
        _recurrent = recurrent;
        _multipliers = multipliers;
        _shifts = shifts;
        _bias = bias;
    }

    /// <summary>Reads the next five inputs, and gives the shapes of both weights.</summary>
    public static GateWeights Read(ref OperatorReader reader, int gates, out Dimensions weightsShape, out Dimensions recurrentShape)
    {
        TensorRecord weights = reader.Constant(ElementType.Int8);
        TensorRecord recurrent = reader.Constant(ElementType.Int8);
        TensorRecord multipliers = reader.Constant(ElementType.Int32);
        TensorRecord shifts = reader.Constant(ElementType.Int8);
        TensorRecord bias = reader.Constant(ElementType.Int32);
        reader.Require(
            multipliers.Shape.Count == 2 * gates && shifts.Shape.Count == 2 * gates && bias.Shape.Count == weights.Shape[0],
            "has not two multipliers and shifts for each gate, or a bias that does not match its weights");
        foreach (sbyte shift in shifts.Buffer.ReadInt8(new ModelMemory(reader.Constants, default)))
        {
            reader.Require(shift is >= QuantizedMultiplier.MinimumShift and <= QuantizedMultiplier.MaximumShift, "has a shift outside [-31, 30]");
        }

        weightsShape = weights.Shape;
        recurrentShape = recurrent.Shape;
        return new GateWeights(weights.Buffer, recurrent.Buffer, multipliers.Buffer, shifts.Buffer, bias.Buffer);
    }

    /// <summary>The constants where they lie.</summary>
    public GateSums Bind(scoped in ModelMemory memory, sbyte xZeroPoint, sbyte hiddenZeroPoint) => new(
        _weights.ReadInt8(memory),
        _recurrent.ReadInt8(memory),
        new Int32Constants(_multipliers.Read(memory)),
        _shifts.ReadInt8(memory),
        new Int32Constants(_bias.Read(memory)),
        xZeroPoint,
        hiddenZeroPoint);
}
