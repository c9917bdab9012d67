using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Average over a window, float32: the sum of the taps within the input, rows from the top, columns from the left, divided
/// by their number, or by the filter's where padding counts. Input: x [N, H, W, C]; output: y [N, OH, OW, C].
/// Attributes: 1 where padding counts, else 0; those of <see cref="WindowGeometry.ReadPool"/>; the activation.
/// </summary>
public sealed class AveragePool2D : WindowOperator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly FloatRange _activation;
    private readonly bool _countPadding;

    private AveragePool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(ElementType.Float32);
        TensorRecord y = reader.RowOutput(ElementType.Float32);
        _countPadding = reader.Attribute(0, 1) == 1;
        _window = WindowGeometry.ReadPool(ref reader, x, y);
        _activation = FloatRange.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.AveragePool2DFloat32, 120, static (ref OperatorReader reader) => new AveragePool2D(ref reader));

    private protected override WindowGeometry Window => _window;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        foreach (WindowPosition at in _window.Row(row))
        {
            Average(y.Slice(at.Pixel, _window.OutputChannels), x.Slice(at.Image, _window.ImageLength), at);
        }
    }

    private void Average(Float32Span pixel, RealSpan<Float32Format> image, in WindowPosition at)
    {
        pixel.Clear();
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                Accumulation.Add(pixel, image.Slice(_window.Element(at, row, column), _window.InputChannels));
            }
        }

        float count = _countPadding ? (float)_window.Rows.Filter * _window.Columns.Filter : (float)at.Rows.Count * at.Columns.Count;
        for (int i = 0; i < pixel.Length; i++) pixel[i] = _activation.Clamp((float)(pixel[i] / count));
    }
}
