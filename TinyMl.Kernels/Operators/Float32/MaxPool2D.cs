using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Largest value of a window, float32; padding does not count. Input: x [N, H, W, C]; output: y [N, OH, OW, C].
/// Attributes: those of <see cref="WindowGeometry.ReadPool"/>, then the activation.
/// </summary>
public sealed class MaxPool2D : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly FloatRange _activation;
    private readonly int _batches;
    private readonly int _channels;

    private MaxPool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        _activation = FloatRange.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _channels = x.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaxPool2DFloat32, 104, static (ref OperatorReader reader) => new MaxPool2D(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int imageLength = _window.Rows.Input * _window.Columns.Input * _channels;
        int next = 0;
        for (int n = 0; n < _batches; n++)
        {
            RealSpan<Float32Format> image = x.Slice(n * imageLength, imageLength);
            for (int oy = 0; oy < _window.Rows.Output; oy++)
            {
                for (int ox = 0; ox < _window.Columns.Output; ox++)
                {
                    Max(y.Slice(next, _channels), image, _window.Rows.Origin(oy), _window.Columns.Origin(ox));
                    next += _channels;
                }
            }
        }
    }

    private void Max(Float32Span pixel, RealSpan<Float32Format> image, int top, int left)
    {
        WindowAxis rows = _window.Rows, columns = _window.Columns;
        int endRow = rows.EndTap(top), endColumn = columns.EndTap(left);
        pixel.Fill(float.NegativeInfinity);
        for (int ky = rows.FirstTap(top); ky < endRow; ky++)
        {
            int inputRow = (top + (ky * rows.Dilation)) * columns.Input;
            for (int kx = columns.FirstTap(left); kx < endColumn; kx++)
            {
                int input = inputRow + left + (kx * columns.Dilation);
                Accumulation.Max(pixel, image.Slice(input * _channels, _channels));
            }
        }

        for (int i = 0; i < pixel.Length; i++) pixel[i] = _activation.Clamp(pixel[i]);
    }
}
