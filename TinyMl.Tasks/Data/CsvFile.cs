using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Data;

/// <summary>
/// Numbers separated by commas, a sample a row, in the invariant culture. The first line is a header where one of its
/// fields is no number; empty lines do not count.
/// </summary>
internal sealed class CsvFile
{
    /// <summary>The longest file that is read: its numbers can take twice as much memory.</summary>
    private const long MaximumBytes = 128L << 20;

    private static readonly SearchValues<byte> s_fraction = SearchValues.Create(".eEnNfF"u8);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly List<float> _values = [];

    private CsvFile()
    {
    }

    /// <summary>The numbers of every row.</summary>
    public int Columns { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Whether every number of the last column was written without fraction and exponent.</summary>
    public bool LastColumnIsInteger { get; private set; } = true;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file has another form; the message names the line and continues a sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvFile Read(string path)
    {
        if (new FileInfo(path).Length > MaximumBytes) throw new InvalidDataException($"it is longer than {MaximumBytes} bytes; keep fewer samples, or store them as .npz");
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        if (rest.StartsWith(ByteOrderMark)) rest = rest[ByteOrderMark.Length..];

        var file = new CsvFile();
        bool headerIsPossible = true;
        for (int line = 1; !rest.IsEmpty; line++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> row = Trim(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (row.IsEmpty) continue;
            if (!headerIsPossible || IsNumeric(row)) file.Add(row, line);
            headerIsPossible = false;
        }

        return file;
    }

    /// <summary>Columns from <paramref name="start"/> as samples of a shape, a sample a row.</summary>
    public DataArray Samples(int start, Shape shape)
    {
        int count = (int)shape.ElementCount;
        byte[] data = new byte[Rows * count * sizeof(float)];
        Span<float> samples = MemoryMarshal.Cast<byte, float>(data.AsSpan());
        ReadOnlySpan<float> values = CollectionsMarshal.AsSpan(_values);
        for (int row = 0; row < Rows; row++) values.Slice((row * Columns) + start, count).CopyTo(samples[(row * count)..]);
        return new DataArray(NumberType.Float32, [Rows, .. shape], data);
    }

    private void Add(ReadOnlySpan<byte> row, int line)
    {
        int columns = 0;
        foreach (Range range in row.Split((byte)','))
        {
            ReadOnlySpan<byte> field = Trim(row[range]);
            if (!TryParse(field, out float value))
            {
                throw new InvalidDataException(FormattableString.Invariant($"in line {line} the field {columns + 1} is not a number (decimal point, no thousands separator)"));
            }

            if (range.End.Value == row.Length) LastColumnIsInteger &= !field.ContainsAny(s_fraction);
            _values.Add(value);
            columns++;
        }

        if (Rows++ == 0) Columns = columns;
        if (columns != Columns) throw new InvalidDataException(FormattableString.Invariant($"line {line} has {columns} fields, the lines before it have {Columns}"));
    }

    private static bool IsNumeric(ReadOnlySpan<byte> row)
    {
        foreach (Range range in row.Split((byte)','))
        {
            if (!TryParse(Trim(row[range]), out _)) return false;
        }

        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r"u8);
}
