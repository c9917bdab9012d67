using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the records of the kernels that convert, compare and choose between elements of any type.</summary>
internal static class ChoiceLowering
{
    /// <summary>Whether a node is run by one of these kernels.</summary>
    public static bool Runs(Node node) => node.Operator is Cast or Compare or Logical or Where;

    public static LoweredOperator Lower(Node node) => node.Operator switch
    {
        Cast => Elementwise(node, OperatorCode.Cast),
        Compare compare => Elementwise(node, OperatorCode.Compare, (int)compare.Relation),
        Logical logical => Elementwise(node, OperatorCode.Logical, (int)logical.Operation),
        Where => Elementwise(node, OperatorCode.Where),
        _ => throw new InvalidOperationException($"{node} neither converts nor chooses."),
    };

    private static LoweredOperator Elementwise(Node node, OperatorCode code, params IEnumerable<int> attributes) =>
        new(node, code, node.Inputs.Select(tensor => new LoweredInput(tensor, InPlace: true)), node.Outputs, attributes);
}
