using System;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The inner nodes of all trees of an ensemble, tree after tree, each in preorder with the child that has fewer inner nodes first.
/// A node says how many inner nodes its first child has; with the number of those of the tree, all positions follow: of a subtree
/// with n inner nodes and n + 1 leaves whose first child has m, the first child starts with the next inner node and the next leaf,
/// the second m inner nodes and m + 1 leaves after it, with n - 1 - m inner nodes. A subtree without inner nodes is its next leaf.
/// </summary>
internal readonly struct Branches
{
    // The first child has fewer inner nodes than half of its parent's, so that this many second children wait at most.
    private const int MostWaiting = 32;

    private readonly IndexColumn _trees;
    private readonly IndexColumn _keys;
    private readonly IndexColumn _firstSizes;
    private readonly NumberColumn _thresholds;
    private readonly BranchKey _key;
    private readonly TensorBuffer _members;
    private readonly bool _hasMembers;

    private Branches(IndexColumn trees, IndexColumn keys, IndexColumn firstSizes, NumberColumn thresholds, BranchKey key, TensorBuffer members, bool hasMembers)
    {
        _trees = trees;
        _keys = keys;
        _firstSizes = firstSizes;
        _thresholds = thresholds;
        _key = key;
        _members = members;
        _hasMembers = hasMembers;
    }

    /// <summary>How many trees there are.</summary>
    public int Trees => _trees.Count;

    /// <summary>Takes the columns of an ensemble.</summary>
    public static Branches Create(in OperatorReader reader, IndexColumn trees, IndexColumn keys, IndexColumn firstSizes, NumberColumn thresholds, BranchKey key, in TensorRecord? members)
    {
        reader.Require(
            keys.Count == firstSizes.Count && keys.Count == thresholds.Count,
            "has as many features, sizes or thresholds as it has no inner nodes");
        return new Branches(trees, keys, firstSizes, thresholds, key, members?.Buffer ?? default, members.HasValue);
    }

    /// <summary>Checks that every walk stays within its tree and reads features that there are, and gives the number of leaves.</summary>
    public int Check(in OperatorReader reader, int features)
    {
        var memory = new ModelMemory(reader.Constants, default);
        IndexSpan trees = _trees.Read(memory), keys = _keys.Read(memory), firstSizes = _firstSizes.Read(memory);
        Span<int> waiting = stackalloc int[MostWaiting];
        int node = 0;
        for (int tree = 0; tree < _trees.Count; tree++)
        {
            reader.Require(trees[tree] <= (uint)(_keys.Count - node), "has more inner nodes in its trees than there are");
            int size = (int)trees[tree];
            for (int count = 0; size > 0 || count > 0; node++)
            {
                if (size == 0) size = waiting[--count];
                uint first = firstSizes[node];
                reader.Require(first <= (uint)(size - 1) / 2, "has an inner node whose first child is larger than its second");
                reader.Require(_key.Feature(keys[node]) < features, "reads a feature that its input does not have");
                reader.Require(_hasMembers || !_key.IsMember(keys[node]), "looks a feature up in sets that it does not have");
                int second = size - 1 - (int)first;
                if (first > 0) waiting[count++] = second;
                size = first > 0 ? (int)first : second;
            }
        }

        // An ensemble of single leaves has an inner node that none of its trees has, because no tensor is empty.
        reader.Require(node == _keys.Count || (node == 0 && _keys.Count == 1), "has inner nodes that no tree has");
        return node + _trees.Count;
    }

    /// <summary>Prepares to walk.</summary>
    public TreeWalk Walk(scoped in ModelMemory memory) => new(
        _trees.Read(memory), _keys.Read(memory), _firstSizes.Read(memory), _thresholds.Read(memory), _key, _hasMembers ? _members.Read(memory) : default);
}
