using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TreeEnsemble = TinyMl.Tasks.Graphs.Operators.TreeEnsemble;

namespace TinyMl.Tasks.Lower;

/// <summary>Writes the record of an ensemble of trees, each of its tables as narrow as loses nothing.</summary>
internal static class TreeLowering
{
    private const int FieldsOfNode = 4;

    /// <summary>The record of a node.</summary>
    public static LoweredOperator Lower(Node node, TreeEnsemble trees)
    {
        int[] fields = node.Inputs[2].Values<int>().ToArray();
        int count = fields.Length / FieldsOfNode;
        int condition = Common(count, i => Field(i, 1)), missing = Common(count, i => Field(i, 2) >> 1);
        var key = new BranchKey(condition, missing);
        uint[] keys = [.. Enumerable.Range(0, count).Select(i => key.Encode((Field(i, 2) & 1) != 0, Field(i, 2) >> 1 != 0, (TreeCondition)Field(i, 1), Field(i, 0)))];

        string name = node.Name;
        List<Tensor> tables =
        [
            PackedTable.Indexes($"{name}.trees", Unsigned(node.Inputs[1])),
            PackedTable.Indexes($"{name}.keys", keys),
            PackedTable.Indexes($"{name}.sizes", [.. Enumerable.Range(0, count).Select(i => (uint)Field(i, 3))]),
            .. PackedTable.Numbers($"{name}.thresholds", node.Inputs[3].Values<float>().ToArray(), width: 1),
            .. PackedTable.Numbers($"{name}.leaves", node.Inputs[4].Values<float>().ToArray(), node.Inputs[4].Shape[1]),
        ];
        int next = 5;
        if (trees.HasTreeTargets) tables.Add(PackedTable.Indexes($"{name}.targets", Unsigned(node.Inputs[next++])));
        if (trees.HasMembers) tables.Add(node.Inputs[next++]);
        IEnumerable<LoweredInput> inputs = [new LoweredInput(node.Input), .. tables.Select(table => new LoweredInput(table))];
        if (trees.HasBase) inputs = inputs.Append(new LoweredInput(node.Inputs[next], ConstantRole.Biases));

        int flags = (trees.HasTreeTargets ? 1 : 0) | (trees.HasMembers ? 2 : 0) | (trees.HasBase ? 4 : 0);
        return new LoweredOperator(node, OperatorCode.TreeEnsembleClassical, inputs, node.Outputs, (int)trees.Aggregate, condition, missing, flags);

        int Field(int index, int field) => fields[(index * FieldsOfNode) + field];
    }

    // What is the same for all nodes, else the mark that each node says it.
    private static int Common(int count, Func<int, int> of)
    {
        int first = of(0);
        return Enumerable.Range(1, count - 1).All(i => of(i) == first) ? first : BranchKey.OfEachNode;
    }

    private static uint[] Unsigned(Tensor tensor) => [.. tensor.Values<int>().ToArray().Select(value => (uint)value)];
}
