using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Classical;

/// <summary>Walks from roots to leaves, along <see cref="Branches"/> that were checked.</summary>
internal readonly ref struct TreeWalk(IndexSpan trees, IndexSpan keys, IndexSpan firstSizes, NumberSpan thresholds, BranchKey key, ReadOnlySpan<byte> members)
{
    private readonly IndexSpan _trees = trees;
    private readonly IndexSpan _keys = keys;
    private readonly IndexSpan _firstSizes = firstSizes;
    private readonly NumberSpan _thresholds = thresholds;
    private readonly BranchKey _key = key;
    private readonly ReadOnlySpan<byte> _members = members;

    /// <summary>The inner nodes of a tree.</summary>
    public int Size(int tree) => (int)_trees[tree];

    /// <summary>The leaf in which a sample ends, of the tree that starts with the given inner node and leaf.</summary>
    public int Leaf(RealSpan<Float32Format> features, int node, int leaf, int size)
    {
        while (size > 0)
        {
            uint key = _keys[node];
            int first = (int)_firstSizes[node];
            bool holds = Holds(key, features[(int)_key.Feature(key)], node);
            node++;
            if (holds == BranchKey.IsFirstWhereItHolds(key))
            {
                size = first;
            }
            else
            {
                node += first;
                leaf += first + 1;
                size -= first + 1;
            }
        }

        return leaf;
    }

    private bool Holds(uint key, float feature, int node)
    {
        if (float.IsNaN(feature)) return _key.HoldsForMissing(key);
        float threshold = _thresholds[node, 0];
        return _key.Condition(key) switch
        {
            TreeCondition.AtMost => feature <= threshold,
            TreeCondition.Below => feature < threshold,
            TreeCondition.Equal => feature == threshold,
            _ => IsMember(feature, threshold),
        };
    }

    private bool IsMember(float feature, float place)
    {
        var members = new RealSpan<Float32Format>(_members);
        for (int i = place >= 0 ? (int)Math.Min(place, members.Length) : 0; i < members.Length && !float.IsNaN(members[i]); i++)
        {
            if (members[i] == feature) return true;
        }

        return false;
    }
}
