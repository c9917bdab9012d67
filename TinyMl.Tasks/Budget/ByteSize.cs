using System;
using System.Globalization;

namespace TinyMl.Tasks.Budget;

/// <summary>Sizes as projects write them: <c>1234</c>, <c>256KB</c>, <c>256KiB</c>, <c>1.5MB</c>; K is 1024.</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Unit)[] Units =
    [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30), ("B", 1),
    ];

    /// <summary>The bytes that a text means; false where it is no size, is negative or is not a whole number of bytes below 2^53.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        ReadOnlySpan<char> number = text.AsSpan().Trim();
        long unit = 1;
        foreach ((string suffix, long value) in Units)
        {
            if (!number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            number = number[..^suffix.Length].TrimEnd();
            unit = value;
            break;
        }

        bytes = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count)) return false;
        if (count > (1L << 53) / unit) return false;
        decimal exact = count * unit;
        bytes = (long)exact;
        return bytes == exact;
    }

    /// <summary>A size with the units that a reader expects: <c>26,621 bytes</c>.</summary>
    public static string Format(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes");

    /// <summary>The smallest size in whole KB that is at least this many bytes, as a project would write it.</summary>
    public static string RoundUp(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) / 1024}KB");
}
