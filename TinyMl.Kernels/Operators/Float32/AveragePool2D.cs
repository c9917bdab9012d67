using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Average over a window, float32: the sum of the taps within the input, rows from the top, columns from the left, divided
/// by their number, or by the filter's where padding counts. Input: x [N, H, W, C]; output: y [N, OH, OW, C].
/// Attributes: 1 where padding counts, else 0; those of <see cref="WindowGeometry.ReadPool"/>; the activation.
/// </summary>
public sealed class AveragePool2D : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly FloatRange _activation;
    private readonly int _batches;
    private readonly int _channels;
    private readonly bool _countPadding;

    private AveragePool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _countPadding = reader.Attribute(0, 1) == 1;
        _window = WindowGeometry.ReadPool(ref reader, x.Shape, y.Shape);
        _activation = FloatRange.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
        _batches = x.Shape[0];
        _channels = x.Shape[3];
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AveragePool2DFloat32, 112, static (ref OperatorReader reader) => new AveragePool2D(ref reader));

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
                    Average(y.Slice(next, _channels), image, _window.Rows.Origin(oy), _window.Columns.Origin(ox));
                    next += _channels;
                }
            }
        }
    }

    private void Average(Float32Span pixel, RealSpan<Float32Format> image, int top, int left)
    {
        WindowAxis rows = _window.Rows, columns = _window.Columns;
        int firstRow = rows.FirstTap(top), endRow = rows.EndTap(top);
        int firstColumn = columns.FirstTap(left), endColumn = columns.EndTap(left);
        pixel.Clear();
        for (int ky = firstRow; ky < endRow; ky++)
        {
            int inputRow = (top + (ky * rows.Dilation)) * columns.Input;
            for (int kx = firstColumn; kx < endColumn; kx++)
            {
                int input = inputRow + left + (kx * columns.Dilation);
                Accumulation.Add(pixel, image.Slice(input * _channels, _channels));
            }
        }

        float count = _countPadding ? (float)rows.Filter * columns.Filter : (float)(endRow - firstRow) * (endColumn - firstColumn);
        for (int i = 0; i < pixel.Length; i++) pixel[i] = _activation.Clamp((float)(pixel[i] / count));
    }
}
