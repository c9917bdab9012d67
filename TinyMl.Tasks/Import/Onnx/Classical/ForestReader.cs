using System.Collections.Generic;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// Reads the trees of a TreeEnsembleClassifier or TreeEnsembleRegressor, lists of nodes that name each other by tree and number
/// (ONNX-ML 1 to 5), with all that can be wrong in them.
/// </summary>
internal sealed class ForestReader
{
    private const string Leaf = "LEAF";

    private readonly OnnxNode _node;
    private readonly int _features;
    private readonly long[] _trees;
    private readonly long[] _numbers;
    private readonly Dictionary<(long Tree, long Number), int> _places = [];

    /// <summary>Reads the names of the nodes.</summary>
    /// <param name="node">The node of the file.</param>
    /// <param name="features">How many features a sample has.</param>
    public ForestReader(OnnxNode node, int features)
    {
        _node = node;
        _features = features;
        _trees = node.Attributes.Ints("nodes_treeids") ?? throw node.Damaged("its attribute 'nodes_treeids' is missing");
        _numbers = Integers("nodes_nodeids") ?? throw node.Damaged("its attribute 'nodes_nodeids' is missing");
        if (_trees.Length == 0) throw node.Damaged("it has no nodes");
        for (int i = 0; i < _trees.Length; i++)
        {
            if (!_places.TryAdd((_trees[i], _numbers[i]), i)) throw node.Damaged($"it has the node {_numbers[i]} of tree {_trees[i]} twice");
        }
    }

    /// <summary>Reads the rest.</summary>
    /// <param name="prefix">What the attributes of leaves start with: <c>class</c> or <c>target</c>.</param>
    /// <param name="targets">How many targets there are.</param>
    /// <param name="weights">The values of all leaves, in the order of the file.</param>
    /// <param name="ids">The targets of all leaves.</param>
    public DecisionForest Read(string prefix, int targets, out float[] weights, out long[] ids)
    {
        string[] modes = _node.Attributes.Strings("nodes_modes") ?? throw _node.Damaged("its attribute 'nodes_modes' is missing");
        RequireLength("nodes_modes", modes.Length, _trees.Length);
        float[] thresholds = Values(_node, "nodes_values") ?? throw _node.Damaged("its attribute 'nodes_values' is missing");
        RequireLength("nodes_values", thresholds.Length, _trees.Length);
        long[] features = Required("nodes_featureids"), whereTrue = Required("nodes_truenodeids"), whereFalse = Required("nodes_falsenodeids");
        long[]? missing = Integers("nodes_missing_value_tracks_true");
        _node.Attributes.Ignore("nodes_hitrates");
        _node.Attributes.Ignore("nodes_hitrates_as_tensor");

        Dictionary<int, LeafVotes> votes = Votes(prefix, targets, out weights, out ids);
        var nodes = new DecisionNode[_trees.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = modes[i] == Leaf
                ? DecisionNode.Leaf(votes.GetValueOrDefault(i) ?? throw Wrong(i, "is a leaf without a value"))
                : Inner(i, modes[i], features[i], thresholds[i], missing?[i] == 1, whereTrue[i], whereFalse[i]);
        }

        return new DecisionForest(_node, nodes, Roots(), targets, []);
    }

    /// <summary>Real numbers of an attribute: floats, or a tensor of the name with <c>_as_tensor</c> behind it.</summary>
    public static float[]? Values(OnnxNode node, string name)
    {
        float[]? values = node.Attributes.Floats(name);
        TensorProto? tensor = node.Attributes.Tensor($"{name}_as_tensor");
        if (tensor is null) return values;
        if (values is { Length: > 0 }) throw node.Damaged($"it has both '{name}' and '{name}_as_tensor'");
        return Exact(node, node.Read(tensor), $"{name}_as_tensor");
    }

    /// <summary>The numbers of a tensor, which must be such of binary32.</summary>
    public static float[] Exact(OnnxNode node, OnnxConstant constant, string name)
    {
        float[] values = constant.Floats() ?? throw node.Damaged($"its attribute '{name}' is of the type {constant.Type}, not of floats");
        double[] reals = constant.Reals();
        for (int i = 0; i < values.Length; i++)
        {
            if (!reals[i].Equals((double)values[i])) throw node.Unsupported($"its attribute '{name}' has {reals[i]:R}, which is no binary32 number");
        }

        return values;
    }

    private DecisionNode Inner(int place, string mode, long feature, float threshold, bool missingIsTrue, long whereTrue, long whereFalse)
    {
        if (feature < 0 || feature >= _features) throw Wrong(place, $"looks at feature {feature}, and there are {_features}");
        if (float.IsNaN(threshold)) throw Wrong(place, "has a threshold that is not a number");
        DecisionNode? node = mode == "BRANCH_MEMBER" ? null : DecisionNode.Of(mode, (int)feature, threshold, missingIsTrue, Child(place, whereTrue), Child(place, whereFalse));
        return node ?? throw Wrong(place, $"has the mode '{mode}', which there is not");
    }

    private int Child(int place, long number) =>
        _places.TryGetValue((_trees[place], number), out int child) ? child : throw Wrong(place, $"leads to node {number}, which its tree does not have");

    /// <summary>The first node of each tree, as ONNX Runtime has it.</summary>
    private List<int> Roots()
    {
        var roots = new List<int>();
        var seen = new HashSet<long>();
        for (int i = 0; i < _trees.Length; i++)
        {
            if (i > 0 && _trees[i] == _trees[i - 1]) continue;
            if (!seen.Add(_trees[i])) throw _node.Damaged($"the nodes of tree {_trees[i]} do not follow one another");
            roots.Add(i);
        }

        return roots;
    }

    private Dictionary<int, LeafVotes> Votes(string prefix, int targets, out float[] weights, out long[] ids)
    {
        ids = _node.Attributes.Ints($"{prefix}_ids") ?? throw _node.Damaged($"its attribute '{prefix}_ids' is missing");
        long[] trees = _node.Attributes.Ints($"{prefix}_treeids") ?? [], numbers = _node.Attributes.Ints($"{prefix}_nodeids") ?? [];
        weights = Values(_node, $"{prefix}_weights") ?? [];
        RequireLength($"{prefix}_treeids", trees.Length, ids.Length);
        RequireLength($"{prefix}_nodeids", numbers.Length, ids.Length);
        RequireLength($"{prefix}_weights", weights.Length, ids.Length);

        var votes = new Dictionary<int, LeafVotes>();
        for (int i = 0; i < ids.Length; i++)
        {
            if (!_places.TryGetValue((trees[i], numbers[i]), out int place))
                throw _node.Damaged($"it has a value for node {numbers[i]} of tree {trees[i]}, which there is not");
            if (ids[i] < 0 || ids[i] >= targets) throw Wrong(place, $"has a value for {prefix} {ids[i]}, and there are {targets}");
            if (!float.IsFinite(weights[i])) throw Wrong(place, "has a value that is not finite");
            if (!votes.TryGetValue(place, out LeafVotes? leaf)) votes.Add(place, leaf = new LeafVotes());
            if (!leaf.TryAdd((int)ids[i], weights[i])) throw Wrong(place, $"has two values for {prefix} {ids[i]}");
        }

        return votes;
    }

    private long[] Required(string name) => Integers(name) ?? throw _node.Damaged($"its attribute '{name}' is missing");

    private long[]? Integers(string name)
    {
        long[]? values = _node.Attributes.Ints(name);
        if (values is null or { Length: 0 }) return null;
        RequireLength(name, values.Length, _trees.Length);
        return values;
    }

    private void RequireLength(string name, int length, int expected)
    {
        if (length != expected) throw _node.Damaged($"its attribute '{name}' has {length} elements, not {expected}");
    }

    private DiagnosticException Wrong(int place, string what) => _node.Damaged($"its node {_numbers[place]} of tree {_trees[place]} {what}");
}
