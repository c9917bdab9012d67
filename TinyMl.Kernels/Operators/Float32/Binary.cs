using System.Runtime.CompilerServices;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// An elementwise operator of two float32 tensors, either of them a constant or not, broadcast as NumPy does.
/// Inputs: left, right; output: y of the common shape. Attributes: the activation. y may lie where an input of as many
/// elements lies.
/// </summary>
/// <typeparam name="TFunction">What is computed.</typeparam>
internal sealed class Binary<TFunction> : ElementwiseOperator
    where TFunction : struct, IBinaryFunction
{
    /// <summary>Bytes of an object, for the kernels that share this one.</summary>
    public const int InstanceBytes = 184;

    private readonly BroadcastRows _operands;
    private readonly FloatRange _activation;

    public Binary(ref OperatorReader reader)
    {
        TensorRecord left = reader.RowInput(ElementType.Float32);
        TensorRecord right = reader.RowInput(ElementType.Float32);
        TensorRecord y = reader.RowOutput(ElementType.Float32);
        _operands = new BroadcastRows(reader, left, right, y);
        _activation = FloatRange.Read(ref reader);
    }

    internal override int Rows => _operands.Rows;

    [MethodImpl(InnerLoop.Optimized)]
    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        RealSpan<Float32Format> left = _operands.Left[row].Read<Float32Format>(memory);
        RealSpan<Float32Format> right = _operands.Right[row].Read<Float32Format>(memory);
        Float32Span y = _operands.Output[row].WriteFloat32(memory);
        Broadcast broadcast = _operands.Within;
        int leftStep = broadcast.LeftStep, rightStep = broadcast.RightStep;
        int length = broadcast.RowLength;
        for (int run = 0; run < broadcast.Rows; run++)
        {
            Float32Span output = y.Slice(run * length, length);
            int leftStart = broadcast.LeftStart(run), rightStart = broadcast.RightStart(run);
            for (int i = 0; i < length; i++)
            {
                output[i] = _activation.Clamp(default(TFunction).Apply(left[leftStart + (i * leftStep)], right[rightStart + (i * rightStep)]));
            }
        }
    }
}
