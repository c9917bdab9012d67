using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>PAD with the real value 0 and PADV2 with a constant: x, paddings [rank, 2].</summary>
internal static class PadImport
{
    private const int Maximum = 1 << 28;

    public static void Pad(TfLiteNode node)
    {
        node.Expect(inputs: 2);
        node.Options(BuiltinOptions.Pad, knownFields: 0);
        Import(node, value: 0);
    }

    public static void PadV2(TfLiteNode node)
    {
        node.Expect(inputs: 3);
        node.Options(BuiltinOptions.PadV2, knownFields: 0);
        if (!node.Tensors.IsConstant(node.Source.Inputs[2]))
        {
            throw node.NotSupported("with a value that is computed at run time", "The value must be a constant.");
        }

        Tensor value = node.Value(2);
        if (value.Shape.ElementCount != 1) throw node.Damaged($"pads with a value of shape {value.Shape}");
        if (node.IsInteger && !TfLiteNode.AreQuantizedAlike(value, node.Value(0)))
        {
            throw node.Damaged($"pads with a value that is quantized differently from its input");
        }

        Import(node, node.Tensors.RealConstant(node.Source.Inputs[2]).Values<float>()[0]);
    }

    private static void Import(TfLiteNode node, float value)
    {
        Tensor x = node.Value(0);
        ImmutableArray<int> paddings = node.Integers(1);
        if (paddings.Length != 2 * x.Shape.Rank) throw node.Damaged($"has {paddings.Length} paddings for an input {x.Shape}");
        if (paddings.Any(padding => padding is < 0 or > Maximum))
        {
            throw node.Damaged($"has paddings [{string.Join(", ", paddings)}]");
        }

        node.AddMove(new Pad([.. paddings.Where((_, i) => i % 2 == 0)], [.. paddings.Where((_, i) => i % 2 == 1)], value), x);
    }
}
