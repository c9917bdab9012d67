using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>
/// The largest safe overlap of every kernel's first output with its inputs, from the order in which it reads and writes (Blacker,
/// Bridges and Hadfield, "Rapid Deployment of Deep Neural Networks to Microcontrollers with Diagonal Memory Optimisation", 2020): no
/// byte may be written before it was read for the last time. A distance as long as a tensor keeps both apart.
/// </summary>
internal static class SafeOverlap
{
    /// <summary>
    /// How the first output of an operator may lie over each storage that it reads, if nobody reads it afterwards; one that it reads
    /// several times, as far as every reading allows.
    /// </summary>
    public static IEnumerable<(Tensor Storage, OutputOverlap Overlap)> OfStorages(LoweredGraph graph, LoweredOperator lowered) =>
        from reading in lowered.Inputs.Select((input, index) => (input.Tensor, index))
        where !reading.Tensor.IsConstant
        group Of(lowered, reading.index) by graph.Storage(reading.Tensor) into readings
        select (readings.Key, new OutputOverlap(readings.Max(overlap => overlap.Below), readings.Max(overlap => overlap.Above)));

    /// <summary>How the first output of an operator may lie over one of its inputs, an activation that nobody reads afterwards.</summary>
    public static OutputOverlap Of(LoweredOperator lowered, int input)
    {
        Tensor x = lowered.Inputs[input].Tensor, y = lowered.Outputs[0];
        var apart = new OutputOverlap(y.ByteLength, x.ByteLength);
        OutputOverlap overlap = lowered.Inputs[input].InPlace ? InOrder(x, y) ?? apart : lowered.Code switch
        {
            OperatorCode.Copy => default,
            OperatorCode.Concat => apart with { Below = Concatenated(lowered, input) },
            OperatorCode.Pad => apart with { Below = Padded(lowered.Attributes, x, y) },
            OperatorCode.Slice => apart with { Below = Moved(x, y, SliceStrides(lowered.Attributes, x, out int start), start) },
            OperatorCode.Transpose => apart with { Below = Moved(x, y, [.. lowered.Attributes.Select(axis => Stride(x.Shape, axis))], 0) },
            OperatorCode.FullyConnectedFloat32 or OperatorCode.FullyConnectedInt8 or OperatorCode.FullyConnectedInt16 when input == 0 =>
                apart with { Below = RowByRow(x, y, (int)(x.Shape.ElementCount / lowered.Inputs[1].Tensor.Shape[1])) },
            OperatorCode.MatMulFloat32 or OperatorCode.MatMulInt8 when input < 2 => apart with { Below = Multiplied(x, y, input) },
            _ when input == 0 && WindowRows.Of(lowered) is { } rows => new OutputOverlap(rows.Below, rows.CanRunUpward ? rows.Above : x.ByteLength),
            _ => apart,
        };
        return new OutputOverlap(Math.Clamp(overlap.Below, 0, apart.Below), Math.Clamp(overlap.Above, 0, apart.Above));
    }

    // Element i is written when element i + 1 is the next to be read; nothing follows the last one.
    private static OutputOverlap? InOrder(Tensor x, Tensor y)
    {
        long count = y.Shape.ElementCount;
        return x.Shape.ElementCount == count ? new OutputOverlap((int)(count - 1) * Math.Max(0, y.Type.Size() - x.Type.Size()), x.ByteLength) : null;
    }

    // Slice by slice along the axes before the one that is joined; of the last slice, what lies before the input's part is written first.
    private static int Concatenated(LoweredOperator lowered, int input)
    {
        Tensor y = lowered.Outputs[0];
        int slices = (int)y.Shape.Take(lowered.Attributes[0]).Aggregate(1L, (product, dimension) => product * dimension);
        int before = lowered.Inputs.Take(input).Sum(earlier => earlier.Tensor.ByteLength) / slices;
        return (((slices - 1) * (y.ByteLength - lowered.Inputs[input].Tensor.ByteLength)) / slices) + before;
    }

    // Before the last element stands all padding but what follows it, which is written when all is read.
    private static int Padded(ImmutableArray<int> attributes, Tensor x, Tensor y)
    {
        int last = 0;
        for (int axis = 0; axis < x.Shape.Rank; axis++) last += (attributes[2 * axis] + x.Shape[axis] - 1) * Stride(y.Shape, axis);
        return (last - ((int)x.Shape.ElementCount - 1)) * y.Type.Size();
    }

    // Element by element of y, each from start + sum of position * stride.
    private static int Moved(Tensor x, Tensor y, int[] strides, int start)
    {
        int[] shape = [.. y.Shape];
        int[] positions = [.. shape.Select(dimension => dimension - 1)];
        int source = start + positions.Zip(strides, (position, stride) => position * stride).Sum();
        int needed = int.MaxValue, below = 0;
        for (int written = (int)y.Shape.ElementCount; written > 0; written--)
        {
            if (needed < int.MaxValue) below = Math.Max(below, written - needed);
            needed = Math.Min(needed, source);
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source -= strides[axis];
                if (--positions[axis] >= 0) break;
                positions[axis] = shape[axis] - 1;
                source += shape[axis] * strides[axis];
            }
        }

        return below * x.Type.Size();
    }

    private static int[] SliceStrides(ImmutableArray<int> attributes, Tensor x, out int start)
    {
        int[] strides = [.. Enumerable.Range(0, x.Shape.Rank).Select(axis => Stride(x.Shape, axis))];
        start = strides.Select((stride, axis) => attributes[2 * axis] * stride).Sum();
        return [.. strides.Select((stride, axis) => attributes[(2 * axis) + 1] * stride)];
    }

    // A row of y from a row of the left operand and a matrix of the right one, unless those serve several.
    private static int Multiplied(Tensor x, Tensor y, int input)
    {
        int rows = Rows(y.Shape);
        return Rows(x.Shape) == rows ? RowByRow(x, y, rows) : y.ByteLength;

        int Rows(Shape shape) => shape.Take(shape.Rank - 1 - input).Aggregate(1, (product, dimension) => product * dimension);
    }

    // A row of y from a row of x.
    private static int RowByRow(Tensor x, Tensor y, int rows)
    {
        int read = x.ByteLength / rows, written = y.ByteLength / rows;
        return Math.Max(written, (rows * written) - ((rows - 1) * read));
    }

    // Elements from one position of an axis to the next.
    private static int Stride(IReadOnlyList<int> shape, int axis) => shape.Skip(axis + 1).Aggregate(1, (product, dimension) => product * dimension);
}
