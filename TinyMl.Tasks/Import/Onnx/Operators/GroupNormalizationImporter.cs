using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// GroupNormalization (Wu and He 2018): the channels of each group are normalized together, times a scale, plus a bias; both for
/// each channel from opset 21 on, before for each group.
/// </summary>
internal static class GroupNormalizationImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(3, 3);
        Tensor x = node.Tensor(0);
        if (x.Shape.Rank < 2) throw node.Damaged($"its input has {x.Shape.Rank} dimensions");
        long groups = node.Attributes.Int("num_groups") ?? throw node.Damaged("its attribute 'num_groups' is missing");
        int channels = x.Shape[1];
        if (groups < 1 || groups > channels || channels % groups != 0) throw node.Damaged($"it has {groups} groups for {channels} channels");

        LayerNormalization normalization = node.Opset >= 21 ? Normalization.ReadWithType(node) : Normalization.Read(node);
        Tensor scale = Parameter(1), bias = Parameter(2);
        Shape matrix = new(x.Shape[0] * (int)groups, (int)(x.Shape.Skip(1).Aggregate(1L, (product, dimension) => product * dimension) / groups));
        Normalization.OutputScaled(node, Normalization.OverRows(node, normalization, x, matrix), scale, bias);

        Tensor Parameter(int input)
        {
            if (node.Opset >= 21) return Normalization.Parameter(node, input, channels);
            float[] ofGroups = node.Floats(input, "scale and bias");
            if (ofGroups.Length != groups) throw node.Damaged($"its input '{node.InputName(input)}' has {ofGroups.Length} elements for {groups} groups");
            int repeats = channels / ofGroups.Length;
            return node.FloatTensor(node.InputName(input), new Shape(channels), [.. ofGroups.SelectMany(value => Enumerable.Repeat(value, repeats))]);
        }
    }
}
