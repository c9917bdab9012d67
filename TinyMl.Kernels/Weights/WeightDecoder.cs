using System;
using System.IO;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Weights;

/// <summary>Reads the weights of a constant one after the other, however they are encoded.</summary>
internal ref struct WeightDecoder
{
    /// <summary>The elements of the table that a decoder may fill.</summary>
    public const int TableLength = HuffmanDecoder.TableLength;

    private const int MaximumBits = 8;

    private readonly WeightEncoding _encoding;
    private readonly PackedIntegerSpan _integers;
    private LookUpDecoder _lookUp;
    private BitmapDecoder _bitmap;
    private ZeroRunDecoder _zeroRuns;
    private HuffmanDecoder _huffman;
    private int _nextInteger;

    /// <summary>Starts before the first of <paramref name="count"/> weights.</summary>
    /// <param name="encoding">How the weights are stored; not raw.</param>
    /// <param name="bits">Of integers, how many bits each has.</param>
    /// <param name="bytes">The constant.</param>
    /// <param name="count">How many weights there are.</param>
    /// <param name="table"><see cref="TableLength"/> elements, which the decoder overwrites.</param>
    /// <exception cref="InvalidDataException">The bytes do not start as the encoding does.</exception>
    public WeightDecoder(WeightEncoding encoding, int bits, ReadOnlySpan<byte> bytes, int count, Span<ushort> table)
    {
        _encoding = encoding;
        _integers = default;
        _lookUp = default;
        _bitmap = default;
        _zeroRuns = default;
        _huffman = default;
        _nextInteger = 0;
        switch (encoding)
        {
            case WeightEncoding.LookUp:
                _lookUp = new LookUpDecoder(bytes, count);
                break;
            case WeightEncoding.Bitmap:
                _bitmap = new BitmapDecoder(bytes, count);
                break;
            case WeightEncoding.ZeroRuns:
                _zeroRuns = new ZeroRunDecoder(bytes);
                break;
            case WeightEncoding.Huffman:
                _huffman = new HuffmanDecoder(bytes, table);
                break;
            default:
                if (bits > MaximumBits) throw new InvalidDataException("Weights have more than 8 bits.");
                _integers = new PackedIntegerSpan(bytes, bits);
                break;
        }
    }

    /// <summary>The next weights.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged; never once all weights were read without one.</exception>
    public void Read(Span<sbyte> weights)
    {
        switch (_encoding)
        {
            case WeightEncoding.LookUp:
                _lookUp.Read(weights);
                break;
            case WeightEncoding.Bitmap:
                _bitmap.Read(weights);
                break;
            case WeightEncoding.ZeroRuns:
                _zeroRuns.Read(weights);
                break;
            case WeightEncoding.Huffman:
                _huffman.Read(weights);
                break;
            default:
                _integers.CopyTo(_nextInteger, weights);
                _nextInteger += weights.Length;
                break;
        }
    }
}
