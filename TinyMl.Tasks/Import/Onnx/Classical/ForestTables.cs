using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators.Classical;
using TinyMl.Tasks.Graphs;
using TreeEnsemble = TinyMl.Tasks.Graphs.Operators.TreeEnsemble;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Writes an ensemble as the constants of a <see cref="TreeEnsemble"/>, in the order that <see cref="Branches"/> asks for.</summary>
internal sealed class ForestTables
{
    private const int FieldsOfNode = 4;

    // Far more than any device holds, and few enough that a damaged number of targets takes no memory.
    private const long MostValues = 1 << 22;

    private readonly DecisionForest _forest;
    private readonly List<int> _nodes = [];
    private readonly List<float> _thresholds = [];
    private readonly List<LeafVotes> _leaves = [];
    private readonly List<int> _treeOfLeaf = [];

    private ForestTables(DecisionForest forest)
    {
        _forest = forest;
        for (int tree = 0; tree < forest.Roots.Count; tree++) Add(forest.Roots[tree], tree);
    }

    /// <summary>Appends the node that evaluates an ensemble.</summary>
    /// <param name="node">The node of the file.</param>
    /// <param name="x">The samples [N, F].</param>
    /// <param name="forest">The ensemble.</param>
    /// <param name="aggregate">What becomes of its leaves.</param>
    /// <param name="bases">None, or a base value for each target.</param>
    public static Tensor Emit(OnnxNode node, Tensor x, DecisionForest forest, TreeAggregate aggregate, float[] bases)
    {
        var tables = new ForestTables(forest);
        int[] treeTargets = tables.TreeTargets();
        bool hasTreeTargets = forest.Targets > 1 && treeTargets.Length > 0;
        bool hasBase = bases.Any(value => value != 0 || aggregate == TreeAggregate.Votes);
        long values = (long)tables._leaves.Count * (hasTreeTargets ? 1 : forest.Targets);
        if (values > MostValues) throw node.Unsupported($"its leaves have {values} values for all targets together, and at most {MostValues} are supported");
        node.Reserve(values);

        List<Tensor> inputs = [x, .. tables.Nodes(node), tables.Leaves(node, hasTreeTargets)];
        if (hasTreeTargets) inputs.Add(Integers($"{node.Name}.targets", [treeTargets.Length], treeTargets));
        if (forest.Members.Count > 0) inputs.Add(Tensor.Constant($"{node.Name}.members", new Shape(forest.Members.Count), [.. forest.Members]));
        if (hasBase) inputs.Add(Tensor.Constant($"{node.Name}.base", new Shape(bases.Length), [.. bases.Select(value => value + 0f)]));
        return node.Emit(new TreeEnsemble(aggregate, forest.Targets, hasTreeTargets, forest.Members.Count > 0, hasBase), inputs);
    }

    /// <summary>Walks a tree in preorder, the child with fewer inner nodes first.</summary>
    private void Add(int root, int tree)
    {
        var rest = new Stack<int>([root]);
        while (rest.TryPop(out int place))
        {
            DecisionNode node = _forest[place];
            if (node.Votes is { } votes)
            {
                _leaves.Add(votes);
                _treeOfLeaf.Add(tree);
                continue;
            }

            bool isFirstWhereItHolds = _forest.Size(node.Holds) <= _forest.Size(node.Otherwise);
            (int first, int second) = isFirstWhereItHolds ? (node.Holds, node.Otherwise) : (node.Otherwise, node.Holds);
            int flags = (isFirstWhereItHolds ? 1 : 0) | (node.HoldsForMissing ? 2 : 0);
            _nodes.AddRange([node.Feature, (int)node.Condition, flags, _forest.Size(first)]);
            _thresholds.Add(node.Threshold);
            rest.Push(second);
            rest.Push(first);
        }
    }

    private IEnumerable<Tensor> Nodes(OnnxNode node)
    {
        int[] trees = [.. _forest.Roots.Select(_forest.Size)];
        yield return Integers($"{node.Name}.trees", [trees.Length], trees);

        // No tensor is empty.
        bool isEmpty = _thresholds.Count == 0;
        int[] nodes = isEmpty ? new int[FieldsOfNode] : [.. _nodes];
        float[] thresholds = isEmpty ? [0] : [.. _thresholds];
        yield return Integers($"{node.Name}.nodes", [thresholds.Length, FieldsOfNode], nodes);
        yield return Tensor.Constant($"{node.Name}.thresholds", new Shape(thresholds.Length), thresholds);
    }

    private Tensor Leaves(OnnxNode node, bool haveTreeTargets)
    {
        int width = haveTreeTargets ? 1 : _forest.Targets;
        float[] values = [.. _leaves.SelectMany(leaf => haveTreeTargets ? leaf.Values.Values : Enumerable.Range(0, width).Select(target => leaf.Values.GetValueOrDefault(target, -0f)))];
        return Tensor.Constant($"{node.Name}.leaves", new Shape(_leaves.Count, width), values);
    }

    /// <summary>The target of each tree; none where a tree speaks of several.</summary>
    private int[] TreeTargets()
    {
        int[] targets = [.. Enumerable.Repeat(-1, _forest.Roots.Count)];
        for (int i = 0; i < _leaves.Count; i++)
        {
            if (_leaves[i].Values.Count != 1) return [];
            ref int target = ref targets[_treeOfLeaf[i]];
            int spoken = _leaves[i].Values.First().Key;
            if (target >= 0 && target != spoken) return [];
            target = spoken;
        }

        return targets;
    }

    private static Tensor Integers(string name, int[] shape, int[] values) => Tensor.Constant<int>(name, ElementType.Int32, new Shape(shape), values);
}
