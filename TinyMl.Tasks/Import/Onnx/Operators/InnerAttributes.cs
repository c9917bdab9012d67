using TinyMl.Tasks.Import.Onnx.Format;
using AttributeType = TinyMl.Tasks.Import.Onnx.Format.AttributeProto.Types.AttributeType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Makes the attributes of nodes that another node is a short form of.</summary>
internal static class InnerAttributes
{
    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
