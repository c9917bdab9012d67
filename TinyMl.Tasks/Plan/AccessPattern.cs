using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan;

/// <summary>
/// In which order each kernel reads its inputs and writes its first output, told from the definition of the operator. What may happen
/// in any order is told as reading, writing, and reading again. <see cref="PlanChecker"/> relies on nothing else.
/// </summary>
internal static class AccessPattern
{
    /// <summary>Tells all accesses of an operator; to constants too.</summary>
    /// <param name="lowered">The operator.</param>
    /// <param name="isUpward">Whether it computes the last row of its output first.</param>
    /// <param name="access">Who follows.</param>
    public static void Replay(LoweredOperator lowered, bool isUpward, IMemoryAccess access)
    {
        Tensor x = lowered.Inputs.IsEmpty ? lowered.Outputs[0] : lowered.Inputs[0].Tensor, y = lowered.Outputs[0];
        if (lowered.Inputs.Any(input => IsElementwise(input, y)))
        {
            Elements(lowered, access);
            return;
        }

        switch (lowered.Code)
        {
            case OperatorCode.Copy:
                access.Read(0, 0, x.ByteLength);
                access.Write(0, y.ByteLength);
                break;
            case OperatorCode.Concat:
                Join(lowered, access);
                break;
            case OperatorCode.Pad:
                Pad(lowered.Attributes, x, y, access);
                break;
            case OperatorCode.Slice:
                Move(x, y, position => lowered.Attributes[2 * position.Axis] + (lowered.Attributes[(2 * position.Axis) + 1] * position.Index), access);
                break;
            case OperatorCode.Transpose:
                Transpose(lowered.Attributes, x, y, access);
                break;
            case OperatorCode.FullyConnectedFloat32 or OperatorCode.FullyConnectedInt8 or OperatorCode.FullyConnectedInt16:
                int samples = (int)(x.Shape.ElementCount / lowered.Inputs[1].Tensor.Shape[1]);
                Rows(lowered, samples, samples, row => [row], isUpward: false, access);
                break;
            case OperatorCode.MatMulFloat32 or OperatorCode.MatMulInt8:
                Multiply(lowered, access);
                break;
            case OperatorCode.InterpolateFloat32 or OperatorCode.InterpolateInt8:
                Interpolate(lowered, access);
                break;
            case OperatorCode.TransposeConv2DFloat32 or OperatorCode.TransposeConv2DInt8 or OperatorCode.TransposeConv2DInt16:
                TransposedWindow(lowered, access);
                break;
            default:
                if (WindowAttributes.Start(lowered.Code) is int start) Window(lowered, start, isUpward, access);
                else Anyhow(lowered, access);
                break;
        }
    }

    private static bool IsElementwise(LoweredInput input, Tensor y) => input.InPlace && input.Tensor.Shape.ElementCount == y.Shape.ElementCount;

    private static void Anyhow(LoweredOperator lowered, IMemoryAccess access)
    {
        ReadAll(lowered, _ => true, access);
        access.Write(0, lowered.Outputs[0].ByteLength);
        ReadAll(lowered, _ => true, access);
    }

    private static void ReadAll(LoweredOperator lowered, Predicate<LoweredInput> isRead, IMemoryAccess access)
    {
        for (int input = 0; input < lowered.Inputs.Length; input++)
        {
            if (isRead(lowered.Inputs[input])) access.Read(input, 0, lowered.Inputs[input].Tensor.ByteLength);
        }
    }

    // Element by element, the inputs of other sizes at any time.
    private static void Elements(LoweredOperator lowered, IMemoryAccess access)
    {
        Tensor y = lowered.Outputs[0];
        (int Input, int Size)[] sources =
            [.. lowered.Inputs.Select((input, i) => (input, i)).Where(pair => IsElementwise(pair.input, y)).Select(pair => (pair.i, pair.input.Tensor.Type.Size()))];
        ReadAll(lowered, input => !IsElementwise(input, y), access);
        int size = y.Type.Size(), count = (int)y.Shape.ElementCount;
        for (int i = 0; i < count; i++)
        {
            foreach ((int input, int bytes) in sources) access.Read(input, i * bytes, bytes);
            access.Write(i * size, size);
        }

        ReadAll(lowered, input => !IsElementwise(input, y), access);
    }

    // Row by row of y; which rows of x each is computed from. The other inputs are constants.
    private static void Rows(LoweredOperator lowered, int rows, int sources, Func<int, IEnumerable<int>> read, bool isUpward, IMemoryAccess access)
    {
        int bytes = lowered.Outputs[0].ByteLength / rows, sourceBytes = lowered.Inputs[0].Tensor.ByteLength / sources;
        for (int i = 0; i < rows; i++)
        {
            int row = isUpward ? rows - 1 - i : i;
            int[] needed = [.. read(row)];
            foreach (int source in needed) access.Read(0, source * sourceBytes, sourceBytes);
            access.Write(row * bytes, bytes);
            foreach (int source in needed) access.Read(0, source * sourceBytes, sourceBytes);
        }
    }

    private static void Window(LoweredOperator lowered, int start, bool isUpward, IMemoryAccess access)
    {
        Shape x = lowered.Inputs[0].Tensor.Shape, y = lowered.Outputs[0].Shape;
        int filter = start == 0 ? lowered.Inputs[1].Tensor.Shape[1] : lowered.Attributes[start - 2];
        int stride = lowered.Attributes[start], dilation = lowered.Attributes[start + 2], top = lowered.Attributes[start + 4];
        Rows(
            lowered,
            y[0] * y[1],
            x[0] * x[1],
            row => from tap in Enumerable.Range(0, filter)
                   let source = (row % y[1] * stride) + (tap * dilation) - top
                   where source >= 0 && source < x[1]
                   select (row / y[1] * x[1]) + source,
            isUpward,
            access);
    }

    // The window that leads from y to x.
    private static void TransposedWindow(LoweredOperator lowered, IMemoryAccess access)
    {
        Shape x = lowered.Inputs[0].Tensor.Shape, y = lowered.Outputs[0].Shape;
        int stride = lowered.Attributes[0], dilation = lowered.Attributes[2], top = lowered.Attributes[4], filter = lowered.Inputs[1].Tensor.Shape[1];
        ILookup<int, int> sources = (from source in Enumerable.Range(0, x[1])
                                     from tap in Enumerable.Range(0, filter)
                                     select (Row: (source * stride) + (tap * dilation) - top, source)).ToLookup(pair => pair.Row, pair => pair.source);
        Rows(lowered, y[0] * y[1], x[0] * x[1], row => sources[row % y[1]].Select(source => (row / y[1] * x[1]) + source), isUpward: false, access);
    }

    // Along the first of its axes, what lies before that row by row.
    private static void Interpolate(LoweredOperator lowered, IMemoryAccess access)
    {
        AxisWeights axis = ((Interpolate)lowered.Source.Operator).Axes[0];
        int before = lowered.Outputs[0].Shape.Take(axis.Axis).Aggregate(1, (product, dimension) => product * dimension), height = lowered.Inputs[0].Tensor.Shape[axis.Axis];
        Rows(
            lowered,
            before * axis.Length,
            before * height,
            row => Enumerable.Range((row / axis.Length * height) + axis.Starts[row % axis.Length], axis.Taps),
            isUpward: false,
            access);
    }

    // Row by row of each matrix of y; an operand of fewer matrices, each of which serves several, at any time.
    private static void Multiply(LoweredOperator lowered, IMemoryAccess access)
    {
        Shape y = lowered.Outputs[0].Shape;
        int matrices = Matrices(y), rows = y[-2], bytes = lowered.Outputs[0].ByteLength / (matrices * rows);
        for (int row = 0; row < matrices * rows; row++)
        {
            ReadOperands(row);
            access.Write(row * bytes, bytes);
            ReadOperands(row);
        }

        void ReadOperands(int row)
        {
            Read(0, row, rows);
            Read(1, row / rows, 1);
        }

        void Read(int input, int part, int parts)
        {
            Tensor operand = lowered.Inputs[input].Tensor;
            bool isWhole = Matrices(operand.Shape) < matrices;
            int length = operand.ByteLength / (matrices * parts);
            access.Read(input, isWhole ? 0 : part * length, isWhole ? operand.ByteLength : length);
        }

        int Matrices(Shape shape) => shape.Take(shape.Rank - 2).Aggregate(1, (product, dimension) => product * dimension);
    }

    private static void Join(LoweredOperator lowered, IMemoryAccess access)
    {
        int slices = (int)lowered.Outputs[0].Shape.Take(lowered.Attributes[0]).Aggregate(1L, (product, dimension) => product * dimension);
        int written = 0;
        for (int slice = 0; slice < slices; slice++)
        {
            for (int input = 0; input < lowered.Inputs.Length; input++)
            {
                int length = lowered.Inputs[input].Tensor.ByteLength / slices;
                access.Read(input, slice * length, length);
                access.Write(written, length);
                written += length;
            }
        }
    }

    // Element by element, in front of each the padding that is still missing.
    private static void Pad(ImmutableArray<int> attributes, Tensor x, Tensor y, IMemoryAccess access)
    {
        int size = y.Type.Size(), count = (int)x.Shape.ElementCount, written = 0;
        for (int i = 0; i < count; i++)
        {
            int to = 0, rest = i, stride = 1;
            for (int axis = x.Shape.Rank - 1; axis >= 0; axis--)
            {
                to += ((rest % x.Shape[axis]) + attributes[2 * axis]) * stride;
                rest /= x.Shape[axis];
                stride *= y.Shape[axis];
            }

            if (to * size > written) access.Write(written, (to * size) - written);
            access.Read(0, i * size, size);
            access.Write(to * size, size);
            written = (to + 1) * size;
        }

        if (written < y.ByteLength) access.Write(written, y.ByteLength - written);
    }

    private static void Transpose(ImmutableArray<int> permutation, Tensor x, Tensor y, IMemoryAccess access)
    {
        int[] axes = [.. Enumerable.Range(0, x.Shape.Rank).Select(axis => permutation.IndexOf(axis))];
        Move(x, y, position => position.Of[axes[position.Axis]], access);
    }

    // Element by element of y; the index along each axis of x from the position in y.
    private static void Move(Tensor x, Tensor y, Func<(int Axis, int Index, int[] Of), int> index, IMemoryAccess access)
    {
        int size = y.Type.Size(), count = (int)y.Shape.ElementCount;
        int[] position = new int[y.Shape.Rank];
        for (int i = 0; i < count; i++)
        {
            for (int axis = position.Length - 1, rest = i; axis >= 0; axis--)
            {
                position[axis] = rest % y.Shape[axis];
                rest /= y.Shape[axis];
            }

            int source = 0;
            for (int axis = 0; axis < position.Length; axis++) source = (source * x.Shape[axis]) + index((axis, position[axis], position));
            access.Read(0, source * size, size);
            access.Write(i * size, size);
        }
    }
}
