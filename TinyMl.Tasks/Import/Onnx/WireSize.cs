using System;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// Estimates the memory that parsing a file takes before it is parsed: a message of two bytes may become an object of
/// hundreds, so the length of a file alone bounds nothing. Walks the wire format of Protocol Buffers; where a file is
/// damaged the walk ends, as the parser will there.
/// </summary>
internal static class WireSize
{
    private const int MessageCost = 600;
    private const int FieldCost = 64;

    /// <summary>Bytes of memory for each byte of a run of varints or of tiny messages, while the list that takes them
    /// doubles.</summary>
    private const int SmallElementCost = 24;

    private enum Kind
    {
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        Other,
    }

    /// <summary>The estimate for a model file, in bytes.</summary>
    public static long Estimate(ReadOnlySpan<byte> model) => Scan(model, Kind.Model);

    private static long Scan(ReadOnlySpan<byte> message, Kind kind)
    {
        long cost = MessageCost;
        while (TryReadVarint(ref message, out ulong tag))
        {
            cost += FieldCost;
            int field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    if (!TryReadVarint(ref message, out _)) return cost;
                    break;
                case 1:
                    if (!TryTake(ref message, 8, out _)) return cost;
                    break;
                case 2:
                    if (!TryReadVarint(ref message, out ulong length)) return cost;
                    if (!TryTake(ref message, length, out ReadOnlySpan<byte> content)) return cost;
                    cost += Child(kind, field) is { } child
                        ? Scan(content, child)
                        : (long)content.Length * (IsRunOfSmallElements(kind, field) ? SmallElementCost : 1);
                    break;
                case 5:
                    if (!TryTake(ref message, 4, out _)) return cost;
                    break;
                default:
                    break;
            }
        }

        return cost;
    }

    /// <summary>The message that a field holds, or null where its content is no further message or only small ones.</summary>
    private static Kind? Child(Kind kind, int field) => (kind, field) switch
    {
        (Kind.Model, 7) => Kind.Graph,
        (Kind.Model, 8 or 25) => Kind.Other,
        (Kind.Graph, 1) => Kind.Node,
        (Kind.Graph, 5) => Kind.Tensor,
        (Kind.Graph, 11 or 12) => Kind.Other,
        (Kind.Node, 5) => Kind.Attribute,
        (Kind.Attribute, 5) => Kind.Tensor,
        (Kind.Tensor, 13) => Kind.Other,
        _ => null,
    };

    private static bool IsRunOfSmallElements(Kind kind, int field) => kind switch
    {
        Kind.Attribute => field == 8,
        Kind.Tensor => field is 1 or 5 or 7 or 11,
        _ => kind == Kind.Other,
    };

    private static bool TryTake(ref ReadOnlySpan<byte> rest, ulong length, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (length > (ulong)rest.Length) return false;
        content = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (int i = 0; i < rest.Length && i < 10; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] >= 0x80) continue;
            rest = rest[(i + 1)..];
            return true;
        }

        return false;
    }
}
