using System;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// Affine quantization: real = scale * (stored - zeroPoint), one scale for the tensor or one for each index of
/// <paramref name="Axis"/>. Per-channel zero points are 0 (TensorFlow Lite 8-bit quantization specification).
/// </summary>
internal sealed record QuantizationParameters(ImmutableArray<float> Scales, ImmutableArray<int> ZeroPoints, int Axis = 0)
{
    public QuantizationParameters(float scale, int zeroPoint)
        : this([scale], [zeroPoint])
    {
    }

    /// <summary>Whether one scale serves the whole tensor.</summary>
    public bool IsPerTensor => Scales.Length == 1;

    /// <summary>The scale of a tensor quantized as a whole.</summary>
    public float Scale => Scales[0];

    /// <summary>The zero point of a tensor quantized as a whole.</summary>
    public int ZeroPoint => ZeroPoints[0];

    /// <summary>Whether the values are equal; arrays compare by their elements.</summary>
    public bool Equals(QuantizationParameters? other) =>
        other is not null && Axis == other.Axis && Scales.AsSpan().SequenceEqual(other.Scales.AsSpan()) && ZeroPoints.AsSpan().SequenceEqual(other.ZeroPoints.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Scale, ZeroPoint, Scales.Length, Axis);
}
