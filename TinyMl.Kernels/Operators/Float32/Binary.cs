using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// An elementwise operator of two float32 tensors, either of them a constant or not, broadcast as NumPy does.
/// Inputs: left, right; output: y of the common shape. Attributes: the activation. y may lie where an input of as many
/// elements lies.
/// </summary>
/// <typeparam name="TFunction">What is computed.</typeparam>
internal sealed class Binary<TFunction> : Operator
    where TFunction : struct, IBinaryFunction
{
    /// <summary>Bytes of an object, for the kernels that share this one.</summary>
    public const int InstanceBytes = 168;

    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly Broadcast _broadcast;
    private readonly FloatRange _activation;

    public Binary(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(ElementType.Float32);
        TensorRecord right = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _broadcast = Broadcast.Create(reader, left.Shape, right.Shape, y.Shape);
        _activation = FloatRange.Read(ref reader);
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> left = _left.Read<Float32Format>(memory);
        RealSpan<Float32Format> right = _right.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int leftStep = _broadcast.LeftStep, rightStep = _broadcast.RightStep;
        int length = _broadcast.RowLength;
        for (int row = 0; row < _broadcast.Rows; row++)
        {
            Float32Span output = y.Slice(row * length, length);
            int leftStart = _broadcast.LeftStart(row), rightStart = _broadcast.RightStart(row);
            for (int i = 0; i < length; i++)
            {
                output[i] = _activation.Clamp(default(TFunction).Apply(left[leftStart + (i * leftStep)], right[rightStart + (i * rightStep)]));
            }
        }
    }
}
