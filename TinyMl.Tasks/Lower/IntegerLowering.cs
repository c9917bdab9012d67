using System;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers arithmetic on integers that are numbers as they stand, without a scale.</summary>
internal static class IntegerLowering
{
    /// <summary>Whether a node computes with such integers.</summary>
    public static bool Runs(Node node) =>
        node is { Operator: Binary, Output.Quantization: null } && node.Output.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64;

    public static LoweredOperator Lower(Node node)
    {
        int operation = node.Operator switch
        {
            Add => 0,
            Sub => 1,
            Mul => 2,
            Div => 3,
            Maximum => 4,
            Minimum => 5,
            Mod { IsFloored: false } => 6,
            Mod => 7,
            _ => throw new InvalidOperationException($"No kernel runs {node} on {node.Output.Type}."),
        };
        return new LoweredOperator(node, OperatorCode.IntegerArithmetic, node.Inputs.Select(tensor => new LoweredInput(tensor, InPlace: true)), node.Outputs, operation);
    }
}
