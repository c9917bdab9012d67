using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Largest value of a window, float32; padding does not count. Input: x [N, H, W, C]; output: y [N, OH, OW, C].
/// Attributes: those of <see cref="WindowGeometry.ReadPool"/>, then the activation.
/// </summary>
public sealed class MaxPool2D : WindowOperator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly WindowGeometry _window;
    private readonly FloatRange _activation;

    private MaxPool2D(ref OperatorReader reader)
    {
        TensorRecord x = reader.RowInput(ElementType.Float32);
        TensorRecord y = reader.RowOutput(ElementType.Float32);
        _window = WindowGeometry.ReadPool(ref reader, x, y);
        _activation = FloatRange.Read(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MaxPool2DFloat32, 120, static (ref OperatorReader reader) => new MaxPool2D(ref reader));

    private protected override WindowGeometry Window => _window;

    internal override void InvokeRow(in ModelMemory memory, int row)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        foreach (WindowPosition at in _window.Row(row))
        {
            Max(y.Slice(at.Pixel, _window.OutputChannels), x.Slice(at.Image, _window.ImageLength), at);
        }
    }

    private void Max(Float32Span pixel, RealSpan<Float32Format> image, in WindowPosition at)
    {
        pixel.Fill(float.NegativeInfinity);
        for (int row = at.Rows.First; row < at.Rows.End; row++)
        {
            for (int column = at.Columns.First; column < at.Columns.End; column++)
            {
                Accumulation.Max(pixel, image.Slice(_window.Element(at, row, column), _window.InputChannels));
            }
        }

        for (int i = 0; i < pixel.Length; i++) pixel[i] = _activation.Clamp(pixel[i]);
    }
}
