namespace TinyMl.Format;

/// <summary>The constants of the packed model file; docs/packed-format.md specifies every byte.</summary>
internal static class PackedFormat
{
    /// <summary>"TML1" in file order.</summary>
    public const uint Magic = 0x314C4D54;

    /// <summary>The only version that this runtime reads.</summary>
    public const ushort Version = 1;

    /// <summary>Bytes before the graph section: magic, version, flags, file length, checksum, graph length.</summary>
    public const int HeaderLength = 20;

    /// <summary>Where the CRC-32C of all other bytes stands.</summary>
    public const int ChecksumOffset = 12;

    /// <summary>The most dimensions of a tensor.</summary>
    public const int MaximumRank = 6;

    /// <summary>The largest arena: far above any device of the field, and low enough that a damaged file cannot exhaust a host.</summary>
    public const int MaximumArenaBytes = 256 << 20;

    /// <summary>In a tensor's type byte: the tensor lies in the constants section.</summary>
    public const byte ConstantFlag = 0x80;

    /// <summary>In a tensor's type byte: added to the bits, 1 to 63, that each of its integers has.</summary>
    public const byte PackedIntegers = 0x40;

    /// <summary>In the type byte of a tensor of the arena: it is a ring, of which a few rows lie there at a time.</summary>
    public const byte RingFlag = 0x40;
}
