using System.Collections.Generic;
using System.Linq;
using TinyMl.Operators.Classical;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// The trees of an ensemble while they are imported: nodes that name their children by place, and the places of the roots, in the
/// order in which the trees are summed. That they are trees is checked.
/// </summary>
internal sealed class DecisionForest
{
    private readonly OnnxNode _owner;
    private readonly DecisionNode[] _nodes;
    private readonly List<float> _members;
    private readonly int[] _sizes;

    /// <summary>A forest of the given nodes.</summary>
    /// <param name="owner">The node of the file, for messages.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="roots">The places of the roots.</param>
    /// <param name="targets">How many targets leaves may speak of.</param>
    /// <param name="members">The members of the sets that nodes look into.</param>
    /// <exception cref="Diagnostics.DiagnosticException">A node leads back to itself, or two nodes to one.</exception>
    public DecisionForest(OnnxNode owner, DecisionNode[] nodes, IReadOnlyList<int> roots, int targets, IEnumerable<float> members)
    {
        _owner = owner;
        _nodes = nodes;
        _members = [.. members];
        _sizes = new int[nodes.Length];
        Roots = roots;
        Targets = targets;
        JoinEqualities();
        foreach (int root in roots) Measure(root);
    }

    /// <summary>The places of the roots.</summary>
    public IReadOnlyList<int> Roots { get; }

    /// <summary>How many targets leaves may speak of.</summary>
    public int Targets { get; }

    /// <summary>The members of all sets, each set ended by what is not a number.</summary>
    public IReadOnlyList<float> Members => _members;

    /// <summary>The node at a place.</summary>
    public DecisionNode this[int place] => _nodes[place];

    /// <summary>The inner nodes below and at a place.</summary>
    public int Size(int place) => _sizes[place];

    /// <summary>Whether every sample gets a value for a target, because each leaf of some tree has one.</summary>
    public bool AlwaysSpeaksOf(int target) => Roots.Any(root => Leaves(root).All(leaf => leaf.Values.ContainsKey(target)));

    /// <summary>
    /// Turns chains of equalities that lead to one node, as converters of LightGBM write categories, into one look-up in a set.
    /// </summary>
    private void JoinEqualities()
    {
        var continued = new HashSet<int>(_nodes.Where(node => IsContinued(node)).Select(node => node.Otherwise));
        for (int place = 0; place < _nodes.Length; place++)
        {
            DecisionNode node = _nodes[place], last = node;
            if (continued.Contains(place) || !IsContinued(node)) continue;
            int set = _members.Count;
            _members.Add(node.Threshold);
            while (IsContinued(last))
            {
                last = _nodes[last.Otherwise];
                _members.Add(last.Threshold);
            }

            _members.Add(float.NaN);
            _nodes[place] = node with { Condition = TreeCondition.Member, Threshold = set, Otherwise = last.Otherwise };
        }
    }

    /// <summary>Whether a node asks for equality, and the node after it does so too, of the same feature and with the same result.</summary>
    private bool IsContinued(DecisionNode node)
    {
        if (node.IsLeaf || node.Condition != TreeCondition.Equal || _nodes[node.Holds].IsLeaf) return false;
        DecisionNode next = _nodes[node.Otherwise];
        return !next.IsLeaf && next.Condition == TreeCondition.Equal && next.Feature == node.Feature && next.HoldsForMissing == node.HoldsForMissing && next.Holds == node.Holds;
    }

    private void Measure(int root)
    {
        var isOpen = new HashSet<int>();
        var path = new Stack<int>([root]);
        while (path.TryPeek(out int place))
        {
            DecisionNode node = _nodes[place];
            if (node.IsLeaf)
            {
                path.Pop();
            }
            else if (isOpen.Remove(place))
            {
                path.Pop();
                _sizes[place] = 1 + _sizes[node.Holds] + _sizes[node.Otherwise];
            }
            else
            {
                if (_sizes[place] > 0) throw _owner.Unsupported($"two inner nodes lead to the one at place {place} of its list; that is supported for chains of BRANCH_EQ only");
                isOpen.Add(place);
                Enter(node.Holds);
                Enter(node.Otherwise);
            }
        }

        void Enter(int child)
        {
            if (isOpen.Contains(child)) throw _owner.Damaged($"the inner node at place {child} of its list leads back to itself");
            path.Push(child);
        }
    }

    private IEnumerable<LeafVotes> Leaves(int root)
    {
        var rest = new Stack<int>([root]);
        while (rest.TryPop(out int place))
        {
            DecisionNode node = _nodes[place];
            if (node.Votes is { } votes)
            {
                yield return votes;
                continue;
            }

            rest.Push(node.Holds);
            rest.Push(node.Otherwise);
        }
    }
}
