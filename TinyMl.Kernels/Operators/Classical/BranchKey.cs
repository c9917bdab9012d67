namespace TinyMl.Operators.Classical;

/// <summary>
/// The bits of an inner node's key, from the lowest: whether its first child is where the condition holds (1) or where it does not
/// (0); what the condition is for a feature that is not a number, unless that is the same for all; what is compared, unless that is
/// the same for all (2 bits); the feature.
/// </summary>
internal readonly struct BranchKey
{
    /// <summary>As <c>condition</c> or <c>missing</c>: each node says it.</summary>
    public const int OfEachNode = -1;

    private readonly int _condition;
    private readonly int _missing;

    public BranchKey(int condition, int missing)
    {
        _condition = condition;
        _missing = missing;
    }

    private int ConditionShift => _missing == OfEachNode ? 2 : 1;

    private int FeatureShift => ConditionShift + (_condition == OfEachNode ? 2 : 0);

    /// <summary>Reads the next attributes: the condition of all nodes or -1, whether it holds for a missing feature or -1.</summary>
    public static BranchKey Read(ref OperatorReader reader) =>
        new(reader.Attribute(OfEachNode, (int)TreeCondition.Member), reader.Attribute(OfEachNode, 1));

    /// <summary>The feature that the node looks at.</summary>
    public uint Feature(uint key) => key >> FeatureShift;

    /// <summary>What the node compares.</summary>
    public TreeCondition Condition(uint key) => (TreeCondition)(_condition == OfEachNode ? (int)(key >> ConditionShift) & 3 : _condition);

    /// <summary>Whether the condition holds for a feature that is not a number.</summary>
    public bool HoldsForMissing(uint key) => (_missing == OfEachNode ? (int)(key >> 1) & 1 : _missing) == 1;

    /// <summary>Whether the first child is where the condition holds.</summary>
    public static bool IsFirstWhereItHolds(uint key) => (key & 1) != 0;

    /// <summary>Whether the node looks its feature up in a set.</summary>
    public bool IsMember(uint key) => Condition(key) == TreeCondition.Member;

    /// <summary>The key of a node.</summary>
    public uint Encode(bool isFirstWhereItHolds, bool holdsForMissing, TreeCondition condition, int feature)
    {
        uint key = isFirstWhereItHolds ? 1u : 0;
        if (_missing == OfEachNode && holdsForMissing) key |= 2;
        if (_condition == OfEachNode) key |= (uint)condition << ConditionShift;
        return key | ((uint)feature << FeatureShift);
    }
}
