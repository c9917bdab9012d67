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

        Tensor value = node.Data(2);
        if (value.Shape.ElementCount != 1) throw node.Damaged($"pads with a value of shape {value.Shape}");
        if (value.Type != node.Data(0).Type || !TfLiteNode.AreQuantizedAlike(value, node.Data(0)))
        {
            throw node.Damaged($"pads with a value that is quantized differently from its input");
        }

        Import(node, RealValue(node, value));
    }

    private static void Import(TfLiteNode node, float value)
    {
        Tensor x = node.Data(0);
        ImmutableArray<int> paddings = node.Integers(1);
        if (paddings.Length != 2 * x.Shape.Rank) throw node.Damaged($"has {paddings.Length} paddings for an input {x.Shape}");
        if (paddings.Any(padding => padding is < 0 or > Maximum))
        {
            throw node.Damaged($"has paddings [{string.Join(", ", paddings)}]");
        }

        node.AddMove(new Pad([.. paddings.Where((_, i) => i % 2 == 0)], [.. paddings.Where((_, i) => i % 2 == 1)], value), x);
    }

    // Integers without a scale stand for themselves.
    private static float RealValue(TfLiteNode node, Tensor value)
    {
        if (value.Type == ElementType.Float32 || value.Quantization is not null) return node.Tensors.RealConstant(node.Source.Inputs[2]).Values<float>()[0];
        long integer = value.Type switch
        {
            ElementType.Int8 => value.Values<sbyte>()[0],
            ElementType.UInt8 or ElementType.Bool => value.Data[0],
            ElementType.Int16 => value.Values<short>()[0],
            ElementType.Int32 => value.Values<int>()[0],
            _ => value.Values<long>()[0],
        };
        return (long)(float)integer == integer ? integer : throw node.NotSupported($"with the value {integer}", "It must be one that a FLOAT32 holds.");
    }
}
