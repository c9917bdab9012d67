using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TinyMl.Tasks.Import.Onnx.Format;
using AttributeType = TinyMl.Tasks.Import.Onnx.Format.AttributeProto.Types.AttributeType;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>The attributes of a node. An operator reads those that it knows; what is left over in the end was not
/// understood.</summary>
internal sealed class NodeAttributes
{
    private readonly Dictionary<string, AttributeProto> _unread = new(StringComparer.Ordinal);

    /// <summary>The attributes of a node of the file.</summary>
    /// <exception cref="FormatException">An attribute occurs twice or refers to a function's attribute.</exception>
    public NodeAttributes(IEnumerable<AttributeProto> attributes)
    {
        foreach (AttributeProto attribute in attributes)
        {
            if (attribute.RefAttrName.Length > 0)
                throw new FormatException($"its attribute '{attribute.Name}' refers to an attribute of a function");
            if (!_unread.TryAdd(attribute.Name, attribute))
                throw new FormatException($"it has the attribute '{attribute.Name}' twice");
        }
    }

    /// <summary>An attribute that nobody has read, or null.</summary>
    public string? Unread => _unread.Keys.Order(StringComparer.Ordinal).FirstOrDefault();


    public long? Int(string name) => Take(name, AttributeType.Int)?.I;

    public float? Float(string name) => Take(name, AttributeType.Float)?.F;

    public string? String(string name) =>
        Take(name, AttributeType.String) is { } attribute ? Encoding.UTF8.GetString(attribute.S.Span) : null;

    public long[]? Ints(string name) => Take(name, AttributeType.Ints)?.Ints.ToArray();

    public float[]? Floats(string name) => Take(name, AttributeType.Floats)?.Floats.ToArray();

    public string[]? Strings(string name) =>
        Take(name, AttributeType.Strings)?.Strings.Select(text => Encoding.UTF8.GetString(text.Span)).ToArray();

    public TensorProto? Tensor(string name) => Take(name, AttributeType.Tensor)?.T;

    /// <summary>Passes over an attribute that has no bearing on inference.</summary>
    public void Ignore(string name) => _unread.Remove(name);

    private AttributeProto? Take(string name, AttributeType type)
    {
        if (!_unread.Remove(name, out AttributeProto? attribute)) return null;
        if (attribute.Type != type && attribute.Type != AttributeType.Undefined)
            throw new FormatException($"its attribute '{name}' is of the type {attribute.Type}, not {type}");
        if (type == AttributeType.Tensor && attribute.T is null)
            throw new FormatException($"its attribute '{name}' has no tensor");
        return attribute;
    }
}
