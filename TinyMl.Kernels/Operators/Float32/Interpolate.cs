using TinyMl.Arithmetic;
using TinyMl.Operators.Data;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Resizing by linear, cubic or any other weights along one or two axes: each element of y is the sum of neighbors in x,
/// each times the product of its weights, in ascending order of rows and columns. Inputs: x; starts (integers [n]) and
/// weights (Float32 [n, taps]) of the first axis, perhaps of the second, constants; output: y, along the axes as long as
/// their starts. Attributes: the axis or both, ascending. The formulas of the weights are the compiler's (ONNX Resize,
/// TensorFlow Lite RESIZE_BILINEAR).
/// </summary>
public sealed class Interpolate : Operator
{
    private readonly InterpolationGrid _grid;
    private readonly TensorBuffer _y;

    private Interpolate(ref OperatorReader reader) =>
        _grid = InterpolationGrid.Create(ref reader, ElementType.Float32, ElementType.Float32, out _y);

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.InterpolateFloat32, 136, static (ref OperatorReader reader) => new Interpolate(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _grid.X.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        IndexSpan rows = _grid.Rows.Starts(memory);
        RealSpan<Float32Format> rowWeights = _grid.Rows.Weights.Read<Float32Format>(memory);
        bool hasColumns = _grid.Columns.Taps > 0;
        IndexSpan columns = hasColumns ? _grid.Columns.Starts(memory) : default;
        RealSpan<Float32Format> columnWeights = _grid.Columns.Weights.Read<Float32Format>(memory);
        int taps = _grid.Rows.Taps, columnTaps = _grid.ColumnTaps, inner = _grid.Inner;
        int next = 0;
        for (int outer = 0; outer < _grid.Outer; outer++)
        {
            for (int i = 0; i < _grid.Rows.Output; i++)
            {
                for (int middle = 0; middle < _grid.Middle; middle++)
                {
                    for (int j = 0; j < _grid.Width; j++, next += inner)
                    {
                        Float32Span sums = y.Slice(next, inner);
                        sums.Clear();
                        int column = hasColumns ? (int)columns[j] : 0;
                        for (int k = 0; k < taps; k++)
                        {
                            float rowWeight = rowWeights[(i * taps) + k];
                            int start = _grid.Start(outer, (int)rows[i] + k, middle, column);
                            for (int l = 0; l < columnTaps; l++)
                            {
                                float weight = hasColumns ? (float)(rowWeight * columnWeights[(j * columnTaps) + l]) : rowWeight;
                                if (weight != 0) Accumulation.AddScaled(sums, weight, x.Slice(start + (l * inner), inner));
                            }
                        }
                    }
                }
            }
        }
    }
}
