using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// x / max(sqrt(sum of x^2), least) over the last axis, float32, the sum from the first element on. Input: x; output: y of the same
/// shape, which may lie where x lies. Attributes: the least norm, finite and positive, so that zeros stay zeros. As TensorFlow
/// Lite's L2_NORMALIZATION, whose least norm is 1e-6.
/// </summary>
public sealed class L2Normalization : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly int _length;
    private readonly float _least;

    private L2Normalization(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Rank > 0 && x.Shape.Matches(y.Shape), "has no last axis, or changes the shape");
        _least = reader.SingleAttribute();
        reader.Require(_least > 0 && _least <= float.MaxValue, "has a least norm that is not a finite positive number");
        _length = x.Shape[x.Shape.Rank - 1];
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.L2NormalizationFloat32, 48, static (ref OperatorReader reader) => new L2Normalization(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int start = 0; start < y.Length; start += _length) Normalize(x.Slice(start, _length), y.Slice(start, _length));
    }

    private void Normalize(RealSpan<Float32Format> x, Float32Span y)
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++) sum = (float)(sum + (float)(x[i] * x[i]));
        float norm = (float)Math.Sqrt(sum);
        if (norm < _least) norm = _least;
        for (int i = 0; i < y.Length; i++) y[i] = (float)(x[i] / norm);
    }
}
