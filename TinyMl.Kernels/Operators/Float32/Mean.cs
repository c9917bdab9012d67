using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The mean over some axes, float32: the elements in the order of the input, divided by their number.
/// Input: x; output: y, as many elements as the other axes have. Attributes: the axes as bits, bit i for axis i.
/// </summary>
public sealed class Mean : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Broadcast _broadcast;
    private readonly int _count;

    private Mean(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        int axes = reader.Attribute(0, (1 << x.Shape.Rank) - 1);
        Dimensions kept = x.Shape.WithoutAxes(axes);
        reader.Require(kept.Count == y.Shape.Count, "has an output that is not as large as the axes that stay");

        // The output repeats along the axes that go, as a broadcast operand does.
        _broadcast = Broadcast.Create(reader, kept, x.Shape, x.Shape);
        _count = x.Shape.Count / kept.Count;
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MeanFloat32, 152, static (ref OperatorReader reader) => new Mean(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        y.Clear();
        int length = _broadcast.RowLength;
        for (int row = 0; row < _broadcast.Rows; row++)
        {
            RealSpan<Float32Format> values = x.Slice(row * length, length);
            int start = _broadcast.LeftStart(row);
            if (_broadcast.LeftStep == 1)
            {
                Accumulation.Add(y.Slice(start, length), values);
                continue;
            }

            float sum = y[start];
            for (int i = 0; i < length; i++) sum = (float)(sum + values[i]);
            y[start] = sum;
        }

        for (int i = 0; i < y.Length; i++) y[i] = (float)(y[i] / _count);
    }
}
