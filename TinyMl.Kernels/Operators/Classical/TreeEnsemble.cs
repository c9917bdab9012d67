using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// Decision trees, float32: the leaves that a sample ends in, aggregated tree after tree in binary32 as ONNX Runtime does on one thread
/// (ONNX-ML TreeEnsembleRegressor, TreeEnsembleClassifier and TreeEnsemble). Inputs: x [N, F] or [F]; the number of inner nodes of each tree;
/// of each inner node its <see cref="BranchKey"/>, the size of its first child (<see cref="Branches"/>) and its threshold; of each leaf
/// its values, one for each of the T targets, or one for the tree's target; then, as the flags say, the target of each tree (1),
/// members of sets (2, Float32 [M]), base values (4, Float32 [T]). A value of -0 is none. Output: y [N, T]. Attributes: aggregate,
/// condition, missing, flags.
/// </summary>
public sealed class TreeEnsemble : Operator
{
    private const int HasTargets = 1;
    private const int HasMembers = 2;
    private const int HasBase = 4;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Branches _branches;
    private readonly NumberColumn _leaves;
    private readonly IndexColumn _treeTargets;
    private readonly TensorBuffer _base;
    private readonly TreeAggregate _aggregate;
    private readonly bool _hasTargets;
    private readonly bool _hasBase;
    private readonly int _rows;

    private TreeEnsemble(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        IndexColumn trees = IndexColumn.Of(reader, reader.Input()), keys = IndexColumn.Of(reader, reader.Input()), firstSizes = IndexColumn.Of(reader, reader.Input());
        NumberColumn thresholds = NumberColumn.Read(ref reader), leaves = NumberColumn.Read(ref reader);
        TensorRecord? first = Optional(ref reader), second = Optional(ref reader), third = Optional(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        _aggregate = (TreeAggregate)reader.Attribute(0, (int)TreeAggregate.Votes);
        BranchKey key = BranchKey.Read(ref reader);
        int flags = reader.Attribute(0, HasTargets | HasMembers | HasBase);

        TensorRecord? treeTargets = Next((flags & HasTargets) != 0);
        TensorRecord? members = Next((flags & HasMembers) != 0);
        TensorRecord? bases = Next((flags & HasBase) != 0);
        reader.Require(first is null, "has more tables than its flags say");
        reader.Require(y.Shape.Rank == 2 && x.Shape.Count % y.Shape[0] == 0, "has an output that is not a row for each sample");
        _rows = y.Shape[0];
        int targets = y.Shape[1];

        _branches = Branches.Create(reader, trees, keys, firstSizes, thresholds.InRowsOf(reader, 1), key, members);
        _leaves = leaves.InRowsOf(reader, (flags & HasTargets) != 0 ? 1 : targets);
        reader.Require(_leaves.Count == _branches.Check(reader, x.Shape.Count / _rows), "has more or fewer leaves than its trees have");
        RequireReal(reader, members);
        RequireReal(reader, bases);
        _hasTargets = treeTargets is not null;
        _hasBase = bases is not null;
        if (treeTargets is { } column) _treeTargets = Targets(reader, column, targets);
        reader.Require(bases is null || bases.Value.Shape.Count == targets, "has base values that do not match its output");
        reader.Require(!_hasTargets || _treeTargets.Count == _branches.Trees, "has targets that do not match its trees");
        _base = bases?.Buffer ?? default;
        _x = x.Buffer;
        _y = y.Buffer;

        TensorRecord? Next(bool isThere)
        {
            if (!isThere) return null;
            TensorRecord? next = first;
            (first, second, third) = (second, third, null);
            return next;
        }
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.TreeEnsembleClassical, 272, static (ref OperatorReader reader) => new TreeEnsemble(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int features = x.Length / _rows, targets = y.Length / _rows;
        for (int row = 0; row < _rows; row++)
        {
            Float32Span scores = y.Slice(row * targets, targets);
            scores.Fill(-0f);
            Aggregate(x.Slice(row * features, features), scores, memory);
            if (_hasBase || _aggregate != TreeAggregate.Votes) Finish(scores, memory);
        }
    }

    private void Aggregate(RealSpan<Float32Format> features, Float32Span scores, in ModelMemory memory)
    {
        TreeWalk walk = _branches.Walk(memory);
        NumberSpan leaves = _leaves.Read(memory);
        IndexSpan treeTargets = _hasTargets ? _treeTargets.Read(memory) : default;
        int node = 0;
        for (int tree = 0; tree < _branches.Trees; tree++)
        {
            int size = walk.Size(tree);
            int leaf = walk.Leaf(features, node, node + tree, size);
            node += size;
            if (_hasTargets)
            {
                Add(scores, (int)treeTargets[tree], leaves[leaf, 0]);
            }
            else
            {
                for (int i = 0; i < scores.Length; i++) Add(scores, i, leaves[leaf, i]);
            }
        }
    }

    private void Add(Float32Span scores, int target, float value)
    {
        if (IsNone(value)) return;
        float score = scores[target];
        scores[target] = _aggregate switch
        {
            TreeAggregate.Minimum => IsNone(score) || value < score ? value : score,
            TreeAggregate.Maximum => IsNone(score) || value > score ? value : score,
            _ => (float)(score + value),
        };
    }

    private void Finish(Float32Span scores, in ModelMemory memory)
    {
        RealSpan<Float32Format> bases = _hasBase ? _base.Read<Float32Format>(memory) : default;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores[i];
            bool isNone = IsNone(score) && _aggregate != TreeAggregate.Votes;
            if (_aggregate == TreeAggregate.Average) score = (float)(score / _branches.Trees);
            scores[i] = isNone ? 0 : (float)(score + (_hasBase ? bases[i] : 0));
        }
    }

    /// <summary>Whether a number is the -0 that says that there is none.</summary>
    internal static bool IsNone(float value) => SingleBits.Of(value) == int.MinValue;

    private static TensorRecord? Optional(ref OperatorReader reader)
    {
        if (reader.InputsLeft == 0) return null;
        return reader.Input();
    }

    private static IndexColumn Targets(in OperatorReader reader, in TensorRecord tensor, int targets)
    {
        IndexColumn column = IndexColumn.Of(reader, tensor);
        IndexSpan values = column.Read(new ModelMemory(reader.Constants, default));
        for (int i = 0; i < column.Count; i++) reader.Require(values[i] < (uint)targets, "has a tree with a target that it does not have");
        return column;
    }

    private static void RequireReal(in OperatorReader reader, in TensorRecord? tensor)
    {
        if (tensor is { } record) reader.Require(record.IsConstant && record.Type == ElementType.Float32, "has members or base values that are not constants of type Float32");
    }
}
