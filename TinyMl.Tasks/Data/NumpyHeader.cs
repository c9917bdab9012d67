using System;
using System.Collections.Immutable;
using System.IO;

namespace TinyMl.Tasks.Data;

/// <summary>
/// The header of a <c>.npy</c> file: a Python dictionary of <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, read by its
/// grammar (NumPy Enhancement Proposal 1 and the documentation of numpy.lib.format).
/// </summary>
internal readonly record struct NumpyHeader(NumberType Type, bool IsBigEndian, bool FortranOrder, ImmutableArray<int> Shape)
{
    /// <summary>The bytes of the numbers that follow; more than any file has where the shape is absurd.</summary>
    public long DataLength
    {
        get
        {
            if (Shape.Contains(0)) return 0;
            UInt128 length = (UInt128)Type.Size();
            foreach (int dimension in Shape) length = length > long.MaxValue ? length : length * (UInt128)dimension;
            return length > long.MaxValue ? long.MaxValue : (long)length;
        }
    }

    /// <summary>Parses the dictionary.</summary>
    /// <exception cref="InvalidDataException">It is not the dictionary of an array of numbers.</exception>
    public static NumpyHeader Parse(ReadOnlySpan<char> text)
    {
        var parser = new Parser(text);
        string? descr = null;
        bool? fortranOrder = null;
        ImmutableArray<int>? shape = null;
        parser.Expect('{');
        while (!parser.Accept('}'))
        {
            string key = parser.Text();
            parser.Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = parser.Text();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = parser.Truth();
                    break;
                case "shape" when shape is null:
                    shape = parser.Dimensions();
                    break;
                default:
                    throw new InvalidDataException($"the header of the array has the key '{key}' that is unknown or twice");
            }

            if (parser.Accept(',')) continue;
            parser.Expect('}');
            break;
        }

        parser.End();
        if (descr is null || fortranOrder is null || shape is null) throw new InvalidDataException("the header of the array lacks descr, fortran_order or shape");
        if (shape.Value.Length > 32) throw new InvalidDataException("the array has more than 32 dimensions");
        return new NumpyHeader(ParseType(descr), descr[0] == '>', fortranOrder.Value, shape.Value);
    }

    private static NumberType ParseType(string descr)
    {
        NumberType? type = descr.Length == 3 ? descr[1..] switch
        {
            "b1" => NumberType.Bool,
            "i1" => NumberType.Int8,
            "u1" => NumberType.UInt8,
            "i2" => NumberType.Int16,
            "u2" => NumberType.UInt16,
            "i4" => NumberType.Int32,
            "u4" => NumberType.UInt32,
            "i8" => NumberType.Int64,
            "u8" => NumberType.UInt64,
            "f2" => NumberType.Float16,
            "f4" => NumberType.Float32,
            "f8" => NumberType.Float64,
            _ => null,
        } : null;
        bool hasOrder = type is not null && (descr[0] is '<' or '>' || (descr[0] == '|' && type.Value.Size() == 1));
        return hasOrder ? type!.Value : throw new InvalidDataException($"arrays of the type '{descr}' are not supported; f2, f4, f8, i1 to i8, u1 to u8 and b1 are");
    }

    private ref struct Parser(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public bool Accept(char expected)
        {
            _rest = _rest.TrimStart(" \n");
            if (_rest.IsEmpty || _rest[0] != expected) return false;
            _rest = _rest[1..];
            return true;
        }

        public void Expect(char expected)
        {
            if (!Accept(expected)) throw Invalid();
        }

        public string Text()
        {
            char quote = Accept('\'') ? '\'' : Accept('"') ? '"' : throw Invalid();
            int end = _rest.IndexOf(quote);
            if (end is < 0 or > 64) throw Invalid();
            string value = _rest[..end].ToString();
            _rest = _rest[(end + 1)..];
            return value;
        }

        public bool Truth() => AcceptWord("True") || (AcceptWord("False") ? false : throw Invalid());

        public ImmutableArray<int> Dimensions()
        {
            var dimensions = ImmutableArray.CreateBuilder<int>();
            Expect('(');
            while (!Accept(')'))
            {
                dimensions.Add(Number());
                if (Accept(',')) continue;
                Expect(')');
                break;
            }

            return dimensions.ToImmutable();
        }

        public void End()
        {
            if (!_rest.Trim(" \n").IsEmpty) throw Invalid();
        }

        private bool AcceptWord(string word)
        {
            _rest = _rest.TrimStart(" \n");
            if (!_rest.StartsWith(word, StringComparison.Ordinal)) return false;
            _rest = _rest[word.Length..];
            return true;
        }

        private int Number()
        {
            _rest = _rest.TrimStart(" \n");
            int digits = 0;
            long value = 0;
            while (digits < _rest.Length && char.IsAsciiDigit(_rest[digits]))
            {
                value = (value * 10) + (_rest[digits++] - '0');
                if (value > int.MaxValue) throw new InvalidDataException("the array has a dimension that exceeds 2147483647");
            }

            if (digits == 0) throw Invalid();
            _rest = _rest[digits..];
            return (int)value;
        }

        private static InvalidDataException Invalid() => new("the header of the array is not the dictionary that NumPy writes");
    }
}
