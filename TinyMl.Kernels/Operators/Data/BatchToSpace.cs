using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// The batch put together as blocks of rows and columns, elements of any type (TensorFlow batch_to_space_nd, two spatial
/// axes), the inverse of <see cref="SpaceToBatch"/>. Input: x [BH * BW * N, H, W, C]; output: y [N, OH, OW, C] of the same
/// type, the part of the H * BH rows and W * BW columns that starts at (top, left). Attributes: BH, BW, top, left.
/// </summary>
public sealed class BatchToSpace : Operator
{
    private const int Most = ushort.MaxValue;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly Dimensions _from;
    private readonly Dimensions _to;
    private readonly int _height;
    private readonly int _width;
    private readonly int _top;
    private readonly int _left;
    private readonly int _pixel;

    private BatchToSpace(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output(x.Type);
        _height = reader.Attribute(1, Most);
        _width = reader.Attribute(1, Most);
        _top = reader.Attribute(0, Most);
        _left = reader.Attribute(0, Most);
        _from = x.Shape;
        _to = y.Shape;
        _pixel = _from[3] * x.Type.Size();
        reader.Require(_from.Rank == 4 && _to.Rank == 4 && _from[3] == _to[3], "has no input and output of as many channels");
        reader.Require(_from[0] == (long)_to[0] * _height * _width, "has an input whose batch is not as long as its blocks ask for");
        reader.Require((long)_from[1] * _height >= (long)_to[1] + _top && (long)_from[2] * _width >= (long)_to[2] + _left, "has an output that is larger than its input");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.BatchToSpace, 120, static (ref OperatorReader reader) => new BatchToSpace(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<byte> x = _x.Read(memory);
        Span<byte> y = _y.Write(memory);
        int next = 0;
        for (int image = 0; image < _to[0]; image++)
        {
            for (int i = _top; i < _top + _to[1]; i++)
            {
                for (int j = _left; j < _left + _to[2]; j++, next += _pixel)
                {
                    int batch = (((i % _height * _width) + (j % _width)) * _to[0]) + image;
                    x.Slice(((((batch * _from[1]) + (i / _height)) * _from[2]) + (j / _width)) * _pixel, _pixel).CopyTo(y.Slice(next));
                }
            }
        }
    }
}
