using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of the kernels that move elements of any type without computing.</summary>
internal static class DataLowering
{
    /// <summary>
    /// Whether a node gives the bytes of its input in their order, so that it needs no kernel: a reshape, or a transpose that moves
    /// only dimensions of 1.
    /// </summary>
    public static bool IsAlias(Node node) => node.Operator switch
    {
        Reshape => true,
        Transpose transpose => KeepsOrder(transpose, node.Input.Shape),
        _ => false,
    };

    /// <summary>The record of a node that moves data.</summary>
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Transpose transpose => Move(node, OperatorCode.Transpose, transpose.Permutation),
        Pad pad => Move(node, OperatorCode.Pad, [.. pad.Before.SelectMany((before, axis) => new[] { before, pad.After[axis] }), Stored(pad.Value, node.Input)]),
        Concat concat => Move(node, OperatorCode.Concat, [concat.Axis]),
        _ => throw new InvalidOperationException($"{node} does not move data."),
    };

    /// <summary>Copies a tensor that is not the graph's to change, so that it can be an output beside itself.</summary>
    public static LoweredOperator Copy(Tensor source, Tensor copy) =>
        Move(new Node(copy.Name, new Reshape(copy.Shape), [source], [copy]), OperatorCode.Copy, []);

    private static LoweredOperator Move(Node node, OperatorCode code, IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select(tensor => new LoweredInput(tensor)), node.Outputs, attributes);

    private static bool KeepsOrder(Transpose transpose, Shape shape)
    {
        IEnumerable<int> axes = transpose.Permutation.Where(axis => shape[axis] != 1);
        return axes.SequenceEqual(axes.Order());
    }

    // The bits of the element that stands for a real value.
    private static int Stored(float value, Tensor tensor)
    {
        float scale = tensor.Quantization?.Scale ?? 1;
        int zeroPoint = tensor.Quantization?.ZeroPoint ?? 0;
        return tensor.Type switch
        {
            ElementType.Float32 => BitConverter.SingleToInt32Bits(value),
            ElementType.Float16 => BitConverter.HalfToInt16Bits((Half)value),
            ElementType.Int8 => FixedPoint.Quantize(value, scale, zeroPoint, sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 or ElementType.Bool => FixedPoint.Quantize(value, scale, zeroPoint, byte.MinValue, byte.MaxValue),
            ElementType.Int16 => FixedPoint.Quantize(value, scale, zeroPoint, short.MinValue, short.MaxValue),
            _ => FixedPoint.Quantize(value, scale, zeroPoint, int.MinValue, int.MaxValue),
        };
    }
}
