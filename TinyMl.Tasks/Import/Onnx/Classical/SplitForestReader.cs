using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>Reads the trees of a TreeEnsemble, whose inner nodes and leaves are lists of their own.</summary>
internal sealed class SplitForestReader
{
    private const string Member = "BRANCH_MEMBER";

    private static readonly string[] Modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", Member];

    private readonly OnnxNode _node;
    private readonly int _features;
    private readonly int _targets;
    private readonly long[] _featureIds;
    private readonly long[] _leafTargets;
    private readonly float[] _leafWeights;

    /// <summary>Reads the lists of the leaves.</summary>
    public SplitForestReader(OnnxNode node, int features, int targets)
    {
        _node = node;
        _features = features;
        _targets = targets;
        _featureIds = Integers("nodes_featureids", null);
        _leafTargets = Integers("leaf_targetids", null);
        _leafWeights = Reals("leaf_weights", _leafTargets.Length) ?? throw node.Damaged("its attribute 'leaf_weights' is missing");
    }

    private int Count => _featureIds.Length;

    /// <summary>Reads the rest.</summary>
    public DecisionForest Read()
    {
        long[] whereTrue = Integers("nodes_truenodeids", Count), whereFalse = Integers("nodes_falsenodeids", Count);
        long[] trueLeafs = Integers("nodes_trueleafs", Count), falseLeafs = Integers("nodes_falseleafs", Count);
        long[] missing = _node.Attributes.Ints("nodes_missing_value_tracks_true") is { Length: > 0 } given ? given : new long[Count];
        if (missing.Length != Count) throw _node.Damaged($"its attribute 'nodes_missing_value_tracks_true' has {missing.Length} elements, not {Count}");
        string[] modes = ModesOfNodes();
        float[] splits = Reals("nodes_splits", Count) ?? throw _node.Damaged("its attribute 'nodes_splits' is missing");
        _node.Attributes.Ignore("nodes_hitrates");
        float[] members = Reals("membership_values", null) ?? [];
        PlaceSets(modes, splits, members);

        // The leaves of a node stand behind all inner nodes, two for each, each leaf as often as it is named.
        var nodes = new DecisionNode[3 * Count];
        Array.Fill(nodes, DecisionNode.Leaf(new LeafVotes()));
        for (int i = 0; i < Count; i++)
        {
            if (_featureIds[i] < 0 || _featureIds[i] >= _features) throw _node.Damaged($"its node {i} looks at feature {_featureIds[i]}, and there are {_features}");
            if (float.IsNaN(splits[i])) throw _node.Damaged($"its node {i} has a threshold that is not a number");
            int holds = Child(nodes, i, whereTrue[i], trueLeafs[i], Count + (2 * i)), otherwise = Child(nodes, i, whereFalse[i], falseLeafs[i], Count + (2 * i) + 1);
            nodes[i] = DecisionNode.Of(modes[i], (int)_featureIds[i], splits[i], missing[i] == 1, holds, otherwise)!;
        }

        long[] roots = Integers("tree_roots", null);
        foreach (long root in roots)
        {
            if (root < 0 || root >= Count) throw _node.Damaged($"it has a root at node {root}, and there are {Count}");
        }

        return new DecisionForest(_node, nodes, [.. roots.Select(root => (int)root)], _targets, members);
    }

    private int Child(DecisionNode[] nodes, int parent, long id, long isLeaf, int leafPlace)
    {
        if (isLeaf == 0) return id >= 0 && id < Count ? (int)id : throw _node.Damaged($"its node {parent} leads to node {id}, and there are {Count}");
        if (id < 0 || id >= _leafTargets.Length) throw _node.Damaged($"its node {parent} leads to leaf {id}, and there are {_leafTargets.Length}");
        if (_leafTargets[id] < 0 || _leafTargets[id] >= _targets) throw _node.Damaged($"its leaf {id} has the target {_leafTargets[id]}, and there are {_targets}");
        if (!float.IsFinite(_leafWeights[id])) throw _node.Damaged($"its leaf {id} has a value that is not finite");
        var votes = new LeafVotes();
        votes.TryAdd((int)_leafTargets[id], _leafWeights[id]);
        nodes[leafPlace] = DecisionNode.Leaf(votes);
        return leafPlace;
    }

    private string[] ModesOfNodes()
    {
        long[] modes = Tensor("nodes_modes", Count)?.Integers() ?? throw _node.Damaged("its attribute 'nodes_modes' is missing or not of integers");
        return [.. modes.Select((mode, i) => mode >= 0 && mode < Modes.Length ? Modes[mode] : throw _node.Damaged($"its node {i} has the mode {mode}, which there is not"))];
    }

    /// <summary>Makes the place of its set the threshold of each node that looks into one; sets end with what is not a number.</summary>
    private void PlaceSets(string[] modes, float[] splits, float[] members)
    {
        var starts = new Queue<int>();
        for (int i = 0; i < members.Length; i++)
        {
            if (i == 0 || float.IsNaN(members[i - 1])) starts.Enqueue(i);
        }

        for (int i = 0; i < modes.Length; i++)
        {
            if (modes[i] == Member) splits[i] = starts.TryDequeue(out int start) ? start : throw _node.Damaged("it has fewer sets of members than nodes that look into one");
        }

        if (starts.Count > 0) throw _node.Damaged($"it has {starts.Count} sets of members that no node looks into");
    }

    private long[] Integers(string name, int? length)
    {
        long[] values = _node.Attributes.Ints(name) ?? throw _node.Damaged($"its attribute '{name}' is missing");
        return length is null ? values.Length > 0 ? values : throw _node.Damaged($"its attribute '{name}' is empty")
            : values.Length == length ? values : throw _node.Damaged($"its attribute '{name}' has {values.Length} elements, not {length}");
    }

    private float[]? Reals(string name, int? length) => Tensor(name, length) is { } constant ? [.. ForestReader.Exact(_node, constant, name)] : null;

    private OnnxConstant? Tensor(string name, int? length)
    {
        if (_node.Attributes.Tensor(name) is not { } tensor) return null;
        OnnxConstant constant = _node.Read(tensor);
        return length is null || constant.Count == length ? constant : throw _node.Damaged($"its attribute '{name}' has {constant.Count} elements, not {length}");
    }
}
