using System;
using System.Buffers.Binary;
using TinyMl.Operators.Data;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Resizing by weights along one or two axes, x and y of one scale and zero point: each element of y is the sum of
/// neighbors in x, each times the product of its weights, divided by 2^bits to the nearest, halves away from zero, and
/// saturated. Inputs: x; starts (integers [n]) and weights (Int16 [n, taps], at most 16 taps) of the first axis, perhaps of
/// the second, constants; output: y, along the axes as long as their starts. Attributes: the axis or both, ascending; bits,
/// 0 to 24. With the weights of ten bits that ComputeInterpolationValuesInteger gives, this is TensorFlow Lite's
/// ResizeBilinearInteger bit for bit.
/// </summary>
public sealed class Interpolate : Operator
{
    private const int MostTaps = 16;
    private const int MostBits = 24;

    private readonly InterpolationGrid _grid;
    private readonly TensorBuffer _y;
    private readonly int _bits;

    private Interpolate(ref OperatorReader reader)
    {
        _grid = InterpolationGrid.Create(ref reader, ElementType.Int8, ElementType.Int16, out _y);
        _bits = reader.Attribute(0, MostBits);
        reader.Require(_grid.Rows.Taps <= MostTaps && _grid.ColumnTaps <= MostTaps, "has more neighbors than its kernel takes");
        var constants = new ModelMemory(reader.Constants, default);
        long largest = LargestSum(_grid.Rows, constants) * LargestSum(_grid.Columns, constants) * -sbyte.MinValue;
        reader.Require(largest + (1 << _bits) <= int.MaxValue, "has weights whose sum exceeds 32 bits");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.InterpolateInt8, 136, static (ref OperatorReader reader) => new Interpolate(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _grid.X.ReadInt8(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        IndexSpan rows = _grid.Rows.Starts(memory);
        IndexSpan columns = _grid.Columns.Taps > 0 ? _grid.Columns.Starts(memory) : default;
        ReadOnlySpan<byte> rowWeights = _grid.Rows.Weights.Read(memory), columnWeights = _grid.Columns.Weights.Read(memory);
        Span<int> weights = stackalloc int[_grid.Rows.Taps * _grid.ColumnTaps];
        int next = 0;
        for (int outer = 0; outer < _grid.Outer; outer++)
        {
            for (int i = 0; i < _grid.Rows.Output; i++)
            {
                for (int middle = 0; middle < _grid.Middle; middle++)
                {
                    for (int j = 0; j < _grid.Width; j++, next += _grid.Inner)
                    {
                        Combine(rowWeights, i, columnWeights, j, weights);
                        int start = _grid.Start(outer, (int)rows[i], middle, _grid.Columns.Taps > 0 ? (int)columns[j] : 0);
                        Sum(x.Slice(start), weights, y.Slice(next, _grid.Inner));
                    }
                }
            }
        }
    }

    // The largest sum of magnitudes that the weights of one output element have.
    private static long LargestSum(in InterpolationAxis axis, in ModelMemory constants)
    {
        if (axis.Taps == 0) return 1;
        ReadOnlySpan<byte> weights = axis.Weights.Read(constants);
        long largest = 0;
        for (int i = 0; i < axis.Output; i++)
        {
            long sum = 0;
            for (int k = 0; k < axis.Taps; k++) sum += Math.Abs((int)Weight(weights, (i * axis.Taps) + k));
            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    private static short Weight(ReadOnlySpan<byte> weights, int index) => BinaryPrimitives.ReadInt16LittleEndian(weights.Slice(index * sizeof(short)));

    private void Combine(ReadOnlySpan<byte> rowWeights, int row, ReadOnlySpan<byte> columnWeights, int column, Span<int> weights)
    {
        int taps = _grid.ColumnTaps;
        for (int k = 0; k < weights.Length; k++)
        {
            int weight = Weight(rowWeights, (row * _grid.Rows.Taps) + (k / taps));
            weights[k] = _grid.Columns.Taps > 0 ? weight * Weight(columnWeights, (column * taps) + (k % taps)) : weight;
        }
    }

    private void Sum(ReadOnlySpan<sbyte> x, ReadOnlySpan<int> weights, Span<sbyte> y)
    {
        int taps = _grid.ColumnTaps, inner = _grid.Inner;
        int rowStride = _grid.Start(0, 1, 0, 0);
        int half = _bits == 0 ? 0 : 1 << (_bits - 1);
        for (int c = 0; c < y.Length; c++)
        {
            int sum = 0;
            for (int k = 0, from = c; k < weights.Length; from += rowStride - (taps * inner))
            {
                for (int end = k + taps; k < end; k++, from += inner) sum += weights[k] * x[from];
            }

            int rounded = (sum + (sum > 0 ? half : -half)) / (1 << _bits);
            y[c] = (sbyte)Math.Min(Math.Max(rounded, sbyte.MinValue), sbyte.MaxValue);
        }
    }
}
