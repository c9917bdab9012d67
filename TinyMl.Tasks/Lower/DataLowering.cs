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
    /// Whether a node gives the bytes of its input in their order, so that it needs no kernel: a reshape, a transpose that moves
    /// only dimensions of 1, or another meaning of the same integers.
    /// </summary>
    public static bool IsAlias(Node node) => node.Operator switch
    {
        Reshape => true,
        Transpose transpose => KeepsOrder(transpose, node.Input.Shape),
        Reinterpret => node.Input.Type == node.Output.Type,
        _ => false,
    };

    /// <summary>Whether a node moves elements and computes nothing, so that their type does not matter.</summary>
    public static bool Moves(Node node) =>
        node.Operator is Transpose or Pad or Concat or Slice or Expand or Select or Gather or GatherElements or GatherND or SpaceToBatch or BatchToSpace;

    /// <summary>The record of a node that moves data.</summary>
    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Transpose transpose => Move(node, OperatorCode.Transpose, transpose.Permutation),
        Pad pad => Move(node, OperatorCode.Pad, [.. pad.Before.SelectMany((before, axis) => new[] { before, pad.After[axis] }), Stored(pad.Value, node.Input)]),
        Concat concat => Move(node, OperatorCode.Concat, [concat.Axis]),
        Slice slice => Move(node, OperatorCode.Slice, StepAttributes(slice.Starts, slice.Steps)),
        Expand => Move(node, OperatorCode.Slice, node.Input.Shape.SelectMany((dimension, axis) => new[] { 0, dimension == node.Output.Shape[axis] ? 1 : 0 })),
        Select select => SelectLowering.Lower(node, select),
        Gather gather => Move(node, OperatorCode.Gather, [gather.Axis, gather.BatchDimensions]),
        GatherElements gather => Move(node, OperatorCode.GatherElements, [gather.Axis]),
        GatherND gather => Move(node, OperatorCode.GatherND, [gather.BatchDimensions]),
        SpaceToBatch space => Move(node, OperatorCode.SpaceToBatch, [space.Height, space.Width, space.Top, space.Left, Stored(0, node.Input)]),
        BatchToSpace space => Move(node, OperatorCode.BatchToSpace, [space.Height, space.Width, space.Top, space.Left]),
        _ => throw new InvalidOperationException($"{node} does not move data."),
    };

    /// <summary>Copies a tensor that is not the graph's to change, so that it can be an output beside itself.</summary>
    public static LoweredOperator Copy(Tensor source, Tensor copy) =>
        Move(new Node(copy.Name, new Reshape(copy.Shape), [source], [copy]), OperatorCode.Copy, []);

    /// <summary>The attributes of the Slice kernel: start and step of each axis.</summary>
    public static IEnumerable<int> StepAttributes(IEnumerable<int> starts, IEnumerable<int> steps) => starts.Zip(steps, (start, step) => new[] { start, step }).SelectMany(pair => pair);

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
