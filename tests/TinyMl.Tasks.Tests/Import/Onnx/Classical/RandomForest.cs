using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx.Classical;

/// <summary>Random trees as the attributes of TreeEnsembleClassifier and TreeEnsembleRegressor have them.</summary>
internal sealed class RandomForest
{
    public static readonly string[] Modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];

    private readonly List<long> _trees = [], _numbers = [], _features = [], _true = [], _false = [], _missing = [];
    private readonly List<float> _values = [], _weights = [];
    private readonly List<string> _modes = [];
    private readonly List<long> _leafTrees = [], _leafNumbers = [], _leafTargets = [];
    private readonly Random _random;

    public RandomForest(Random random) => _random = random;

    public int Features { get; init; } = 4;

    public string[] NodeModes { get; init; } = [Modes[0]];

    /// <summary>Whether nodes say what becomes of missing features.</summary>
    public bool TracksMissing { get; init; }

    /// <summary>Thresholds: a grid that samples meet too, so that there are ties, or any number.</summary>
    public bool IsOnGrid { get; init; } = true;

    /// <summary>The targets that a leaf may speak of.</summary>
    public int[] Targets { get; init; } = [0];

    /// <summary>Whether a leaf speaks of one of the targets only.</summary>
    public bool SpeaksOfOne { get; init; }

    /// <summary>A weight of a leaf.</summary>
    public Func<Random, float> Weight { get; init; } = random => (2 * random.NextSingle()) - 1;

    /// <summary>Adds a tree of so many inner nodes.</summary>
    public RandomForest Grow(int innerNodes)
    {
        int tree = _trees.Count == 0 ? 0 : (int)_trees[^1] + 1, next = 0;
        Add(innerNodes);
        return this;

        long Add(int size)
        {
            int place = _trees.Count;
            long number = next++;
            _trees.Add(tree);
            _numbers.Add(number);
            _features.Add(size > 0 ? _random.Next(Features) : 0);
            _values.Add(size > 0 ? Number(_random) : 0);
            _modes.Add(size > 0 ? NodeModes[_random.Next(NodeModes.Length)] : "LEAF");
            _missing.Add(size > 0 ? _random.Next(2) : 0);
            _true.Add(0);
            _false.Add(0);
            if (size == 0)
            {
                int[] spoken = SpeaksOfOne ? [Targets[_random.Next(Targets.Length)]] : Targets;
                foreach (int target in spoken)
                {
                    _leafTrees.Add(tree);
                    _leafNumbers.Add(number);
                    _leafTargets.Add(target);
                    _weights.Add(Weight(_random));
                }

                return number;
            }

            int left = _random.Next(size);
            _true[place] = Add(left);
            _false[place] = Add(size - 1 - left);
            return number;
        }
    }

    /// <summary>The attributes, those of leaves with the given prefix.</summary>
    public IEnumerable<AttributeProto> Attributes(string prefix)
    {
        yield return Attribute("nodes_treeids", [.. _trees]);
        yield return Attribute("nodes_nodeids", [.. _numbers]);
        yield return Attribute("nodes_featureids", [.. _features]);
        yield return Attribute("nodes_values", [.. _values]);
        yield return ClassicalModel.Strings("nodes_modes", _modes);
        yield return Attribute("nodes_truenodeids", [.. _true]);
        yield return Attribute("nodes_falsenodeids", [.. _false]);
        if (TracksMissing) yield return Attribute("nodes_missing_value_tracks_true", [.. _missing]);
        yield return Attribute($"{prefix}_treeids", [.. _leafTrees]);
        yield return Attribute($"{prefix}_nodeids", [.. _leafNumbers]);
        yield return Attribute($"{prefix}_ids", [.. _leafTargets]);
        yield return Attribute($"{prefix}_weights", [.. _weights]);
    }

    /// <summary>Samples, some of whose features are missing where nodes say what becomes of them, or rarely.</summary>
    public float[] Samples(int count) =>
        [.. Enumerable.Range(0, count * Features).Select(_ => _random.Next(TracksMissing ? 6 : 30) == 0 ? float.NaN : Number(_random))];

    private float Number(Random random) => IsOnGrid ? (random.Next(9) - 4) / 2f : (6 * random.NextSingle()) - 3;
}
