using System;
using System.Linq;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Cast, between the types that tensors of the graph have; constants are computed here.</summary>
internal static class CastImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        var type = (DataType)(node.Attributes.Int("to") ?? throw node.Damaged("its attribute 'to' is missing"));

        // Both concern types of 8 bits that are not supported.
        node.Attributes.Ignore("saturate");
        node.Attributes.Ignore("round_mode");
        if (node.Input(0).Constant is not { } constant)
        {
            // ML.NET's keys are unsigned; the labels that they may be are integers of 64 bits as well.
            bool isKey = type is DataType.Uint32 or DataType.Uint64 && node.Input(0).Choices is { IsEmpty: false } choices && choices.All(choice => choice is >= 0 and <= uint.MaxValue);
            ElementType to = OnnxConstant.ElementTypeOf(isKey ? DataType.Int64 : type)
                ?? throw node.Unsupported($"it casts activations to {type}; they are Float, Bool, Uint8 or signed integers");
            if (node.Input(0).Activation!.Type == to) node.Output(node.Input(0));
            else node.Output(new Cast(to), node.Input(0).Activation!);
            return;
        }

        if (type is DataType.Undefined or DataType.String or DataType.Complex64 or DataType.Complex128 or >= DataType.Bfloat16)
            throw node.Unsupported($"it casts to {type}");
        node.Reserve(constant.Count);
        try
        {
            node.Output(constant.Cast(type));
        }
        catch (OverflowException)
        {
            throw node.Unsupported($"it casts a value to {type} that does not fit");
        }
    }
}
