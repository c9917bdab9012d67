using TinyMl.Operators.Classical;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>A node of a decision tree while it is imported; a leaf where it has no children.</summary>
/// <param name="Feature">The feature that an inner node looks at.</param>
/// <param name="Condition">What it asks of the feature.</param>
/// <param name="Threshold">What it compares with.</param>
/// <param name="HoldsForMissing">Whether the condition holds for a feature that is not a number.</param>
/// <param name="Holds">The node where it holds; -1 for a leaf.</param>
/// <param name="Otherwise">The node where it does not.</param>
/// <param name="Votes">What a leaf says.</param>
internal sealed record DecisionNode(int Feature, TreeCondition Condition, float Threshold, bool HoldsForMissing, int Holds, int Otherwise, LeafVotes? Votes)
{
    public bool IsLeaf => Votes is not null;

    /// <summary>A leaf.</summary>
    public static DecisionNode Leaf(LeafVotes votes) => new(0, default, 0, false, -1, -1, votes);

    /// <summary>An inner node as the standard writes it: a mode, and a child where it is true.</summary>
    /// <param name="mode">The mode; <c>BRANCH_MEMBER</c> has the place of its set as threshold.</param>
    /// <param name="missingIsTrue">Whether a feature that is not a number counts as true whatever the mode says.</param>
    /// <returns>The node; null where there is no such mode.</returns>
    public static DecisionNode? Of(string mode, int feature, float threshold, bool missingIsTrue, int whereTrue, int whereFalse)
    {
        (TreeCondition condition, bool isNegated)? form = mode switch
        {
            "BRANCH_LEQ" => (TreeCondition.AtMost, false),
            "BRANCH_GT" => (TreeCondition.AtMost, true),
            "BRANCH_LT" => (TreeCondition.Below, false),
            "BRANCH_GTE" => (TreeCondition.Below, true),
            "BRANCH_EQ" => (TreeCondition.Equal, false),
            "BRANCH_NEQ" => (TreeCondition.Equal, true),
            "BRANCH_MEMBER" => (TreeCondition.Member, false),
            _ => null,
        };
        if (form is not var (asked, negated)) return null;

        // Comparisons with what is not a number are false, but that for inequality.
        bool missingGoesWhereTrue = missingIsTrue || mode == "BRANCH_NEQ";
        return negated
            ? new DecisionNode(feature, asked, threshold, !missingGoesWhereTrue, whereFalse, whereTrue, null)
            : new DecisionNode(feature, asked, threshold, missingGoesWhereTrue, whereTrue, whereFalse, null);
    }
}
