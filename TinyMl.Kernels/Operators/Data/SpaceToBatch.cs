using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Every block of rows and columns spread over the batch, elements of any type (TensorFlow space_to_batch_nd, two spatial
/// axes). Input: x [N, H, W, C]; output: y [BH * BW * N, OH, OW, C] of the same type with OH * BH = H + top + bottom and
/// OW * BW = W + left + right. y[(i * BW + j) * N + n, r, s] = x[n, r * BH + i - top, s * BW + j - left], or the constant
/// where that lies outside of x. Attributes: BH, BW, top, left, the bits of the constant (the low bits for elements of less
/// than 32 bits, sign-extended for longer ones).
/// </summary>
public sealed class SpaceToBatch : Operator
{
    private const int MostPadding = ushort.MaxValue;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Dimensions _from;
    private readonly Dimensions _to;
    private readonly int _height;
    private readonly int _width;
    private readonly int _top;
    private readonly int _left;
    private readonly int _elementBytes;
    private readonly int _value;

    private SpaceToBatch(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        _height = reader.Attribute(1, MostPadding);
        _width = reader.Attribute(1, MostPadding);
        _top = reader.Attribute(0, MostPadding);
        _left = reader.Attribute(0, MostPadding);
        _value = reader.Attribute();
        _from = x.Shape;
        _to = y.Shape;
        _elementBytes = x.Type.Size();
        reader.Require(_from.Rank == 4 && _to.Rank == 4 && _from[3] == _to[3], "has no input and output of as many channels");
        reader.Require(_to[0] == (long)_from[0] * _height * _width, "has an output whose batch is not as long as its blocks ask for");
        reader.Require((long)_to[1] * _height >= (long)_from[1] + _top && (long)_to[2] * _width >= (long)_from[2] + _left, "has an output that does not hold its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.SpaceToBatch, 120, static (ref OperatorReader reader) => new SpaceToBatch(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        ElementFill.Fill(y, _value, _elementBytes);
        int pixel = _from[3] * _elementBytes;
        int next = 0;
        for (int batch = 0; batch < _to[0]; batch++)
        {
            int image = batch % _from[0], block = batch / _from[0];
            for (int i = 0; i < _to[1]; i++)
            {
                int row = (i * _height) + (block / _width) - _top;
                for (int j = 0; j < _to[2]; j++, next += pixel)
                {
                    int column = (j * _width) + (block % _width) - _left;
                    if (row < 0 || row >= _from[1] || column < 0 || column >= _from[2]) continue;
                    x.Slice(((((image * _from[1]) + row) * _from[2]) + column) * pixel, pixel).CopyTo(y.Slice(next));
                }
            }
        }
    }
}
