using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TinyMl.Format;
using TinyMl.Tasks.Tests.Pack;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>Seeded damage to a packed model: to any of its bytes, or to the numbers of its graph section.</summary>
internal sealed class PackedDamage(byte[] packed)
{
    private const int LengthOffset = 8;
    private const int GraphLengthOffset = 16;

    // The number after the length of the name.
    private const int ArenaNumber = 1;
    private const int LargestArena = 1 << 20;

    private readonly PackedFile _file = new(packed);

    /// <summary>The model with one to three changes. Its lengths and checksum are as before: the damage is there to be found.</summary>
    public byte[] Change(Random random)
    {
        byte[] damaged = packed;
        for (int changes = random.Next(1, 4); changes > 0; changes--) damaged = ChangeBytes(damaged, random);
        return damaged;
    }

    /// <summary>The same with the right length and checksum, so that nothing but the content says that it is damaged.</summary>
    public byte[] ChangeUnseen(Random random) => Seal(Change(random));

    /// <summary>
    /// The model with one to three numbers of its graph section replaced, or all that are equal to one of them, its lengths and checksum
    /// right, and its arena as large as its tensors then say.
    /// </summary>
    public byte[] Renumber(Random random)
    {
        Range chosen = _file.Numbers[random.Next(_file.Numbers.Count)];
        byte[] old = packed[chosen];
        uint number = AnyNumber(random, old);
        IEnumerable<Range> ranges = random.Next(3) switch
        {
            0 => _file.Numbers.Where(range => packed.AsSpan(range).SequenceEqual(old)),
            1 => [chosen, _file.Numbers[random.Next(_file.Numbers.Count)], _file.Numbers[random.Next(_file.Numbers.Count)]],
            _ => [chosen],
        };
        return Seal(FitArena(Replace(packed, ranges.Distinct(), number)));
    }

    private static byte[] FitArena(byte[] bytes)
    {
        try
        {
            var file = new PackedFile(bytes);
            long end = file.Tensors.Where(tensor => !tensor.IsConstant).Max(tensor => tensor.Offset + tensor.ByteLength);
            return end is >= 0 and <= LargestArena ? Replace(bytes, [file.Numbers[ArenaNumber]], (uint)end) : bytes;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            // Too damaged to say what its arena would be.
            return bytes;
        }
    }

    private static byte[] Replace(byte[] bytes, IEnumerable<Range> ranges, uint number)
    {
        List<byte> replaced = [.. bytes];
        foreach (Range range in ranges.OrderByDescending(range => range.Start.Value))
        {
            (int start, int length) = range.GetOffsetAndLength(bytes.Length);
            replaced.RemoveRange(start, length);
            replaced.InsertRange(start, VarUInt(number));
        }

        byte[] result = [.. replaced];
        Span<byte> graphLength = result.AsSpan(GraphLengthOffset, sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(graphLength, BinaryPrimitives.ReadInt32LittleEndian(graphLength) + result.Length - bytes.Length);
        return result;
    }

    /// <summary>The header and the graph decide how the rest is read, so half of the damage goes there.</summary>
    private int AnyPosition(byte[] bytes, Random random) =>
        random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, packed.Length - _file.Constants.Length));

    private byte[] ChangeBytes(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return bytes;
        byte[] changed = [.. bytes];
        int position = AnyPosition(bytes, random);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..position];
            case 1:
                byte[] inserted = new byte[random.Next(1, 9)];
                random.NextBytes(inserted);
                return [.. bytes[..position], .. inserted, .. bytes[position..]];
            case 2:
                int other = AnyPosition(bytes, random);
                int length = random.Next(1, 1 + Math.Min(64, bytes.Length - Math.Max(position, other)));
                bytes.AsSpan(position, length).CopyTo(changed.AsSpan(other));
                bytes.AsSpan(other, length).CopyTo(changed.AsSpan(position));
                return changed;
            case 3:
                changed[position] = (byte)random.Next(256);
                return changed;
            default:
                changed[position] ^= (byte)(1 << random.Next(8));
                return changed;
        }
    }

    private static byte[] Seal(byte[] bytes)
    {
        if (bytes.Length < PackedFormat.HeaderLength) return bytes;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(LengthOffset), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(PackedFormat.ChecksumOffset), Crc32C.OfFile(bytes));
        return bytes;
    }

    private static uint AnyNumber(Random random, byte[] old) => random.Next(6) switch
    {
        0 => (uint)random.Next(),
        1 => uint.MaxValue - (uint)random.Next(4),
        2 => (uint)random.Next(1 << 16),
        3 => (uint)random.Next(20),
        _ => Value(old) + (uint)random.Next(-4, 5),
    };

    private static uint Value(byte[] number) => (uint)number.Select((part, index) => (long)(part & 0x7F) << (7 * index)).Sum();

    private static byte[] VarUInt(uint value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
