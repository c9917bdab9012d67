using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// The groups of a convolution's channels: the outputs of a group read the inputs of the same group only. One group is a dense
/// convolution.
/// </summary>
internal readonly struct ChannelGroups(int count, int inputs, int outputs)
{
    /// <summary>How many there are.</summary>
    public int Count { get; } = count;

    /// <summary>The channels of a group of x.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>The channels of a group of y.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Checks that weights are [O, KH, KW, I / groups] for I input and O output channels.</summary>
    public static void Require(in OperatorReader reader, in Dimensions weights, int inputs, int outputs) =>
        reader.Require(
            weights[0] == outputs && inputs % weights[3] == 0 && outputs % (inputs / weights[3]) == 0,
            "has weights that are not [O, KH, KW, I / groups] for its channels");

    /// <summary>The groups of a filter of so many elements [KH, KW, I / groups], of which KH * KW are taps.</summary>
    public static ChannelGroups Of(int filter, int taps, int inputs, int outputs)
    {
        int count = inputs / (filter / taps);
        return new ChannelGroups(count, inputs / count, outputs / count);
    }
}
