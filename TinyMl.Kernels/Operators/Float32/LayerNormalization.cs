using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) over the last axis, times a scale and plus a bias for each of its elements, float32 (Ba,
/// Kiros and Hinton, Layer Normalization, 2016). The mean is taken off before the squares are summed; both sums from the first
/// element on. Inputs: x, scale, bias, each of the last as many elements as the axis has, and left out from the end; output: y of
/// the same shape, which may lie where x lies. Attributes: epsilon, finite and not negative.
/// </summary>
public sealed class LayerNormalization : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _scale;
    private readonly TensorBuffer _bias;
    private readonly TensorBuffer _y;
    private readonly int _length;
    private readonly float _epsilon;

    private LayerNormalization(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input(ElementType.Float32);
        reader.Require(x.Shape.Rank > 0, "has no last axis");
        _length = x.Shape[x.Shape.Rank - 1];
        _scale = Parameter(ref reader);
        _bias = Parameter(ref reader);
        TensorRecord y = reader.Output(ElementType.Float32);
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _epsilon = reader.SingleAttribute();
        reader.Require(_epsilon >= 0 && _epsilon <= float.MaxValue, "has an epsilon that is not finite or negative");
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.LayerNormalizationFloat32, 72, static (ref OperatorReader reader) => new LayerNormalization(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _x.Read<Float32Format>(memory);
        RealSpan<Float32Format> scale = _scale.Read<Float32Format>(memory), bias = _bias.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        for (int start = 0; start < y.Length; start += _length)
        {
            Float32Span row = y.Slice(start, _length);
            Normalize(x.Slice(start, _length), row);
            for (int i = 0; i < scale.Length; i++) row[i] = (float)(row[i] * scale[i]);
            for (int i = 0; i < bias.Length; i++) row[i] = (float)(row[i] + bias[i]);
        }
    }

    // Of no elements where it is left out.
    private TensorBuffer Parameter(ref OperatorReader reader)
    {
        if (reader.InputsLeft == 0) return default;
        TensorRecord parameter = reader.Input(ElementType.Float32);
        reader.Require(parameter.Shape.Count == _length, "has a scale or bias of another length than the axis");
        return parameter.Buffer;
    }

    private void Normalize(RealSpan<Float32Format> x, Float32Span y)
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++) sum = (float)(sum + x[i]);
        float mean = (float)(sum / _length);

        float squares = 0;
        for (int i = 0; i < y.Length; i++)
        {
            float difference = (float)(x[i] - mean);
            y[i] = difference;
            squares = (float)(squares + (float)(difference * difference));
        }

        float variance = (float)(squares / _length);
        float deviation = (float)Math.Sqrt((float)(variance + _epsilon));
        for (int i = 0; i < y.Length; i++) y[i] = (float)(y[i] / deviation);
    }
}
