using System;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>What a tensor of a file must keep to before it becomes one of the graph.</summary>
internal sealed class TensorRules(string path)
{
    public const int MaximumRank = 6;
    private const long MaximumElements = 1 << 28;

    /// <summary>A shape whose dimensions, rank and size are possible.</summary>
    public Shape Shape(TfLiteTensor source, ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > MaximumRank)
        {
            throw ModelDiagnostics.NotAModel(path, $"its tensor '{source.Name}' has {dimensions.Length} dimensions, and {MaximumRank} are supported");
        }

        long elements = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 1) throw Damaged($"'{source.Name}' has a dimension of {dimension}");
            elements *= dimension;
            if (elements > MaximumElements)
            {
                throw ModelDiagnostics.NotAModel(path, $"its tensor '{source.Name}' has more than {MaximumElements} elements");
            }
        }

        return new Shape(dimensions);
    }

    /// <summary>The parameters of a quantized tensor, or null where it is not quantized.</summary>
    public QuantizationParameters? Quantization(TfLiteTensor source, Shape shape)
    {
        (long Minimum, long Maximum)? range = source.Type switch
        {
            TensorType.INT8 => (sbyte.MinValue, sbyte.MaxValue),
            TensorType.UINT8 => (byte.MinValue, byte.MaxValue),
            TensorType.INT16 => (short.MinValue, short.MaxValue),
            TensorType.INT32 => (0, 0),
            _ => null,
        };
        if (range is not (long minimum, long maximum) || (source.Scales.IsEmpty && source.ZeroPoints.IsEmpty)) return null;
        int count = source.Scales.Length;
        if (source.ZeroPoints.Length != count)
        {
            throw Damaged($"'{source.Name}' has {count} scales and {source.ZeroPoints.Length} zero points");
        }

        // Some converters write the filter's axis for the bias, too.
        int axis = count == 1 || shape.Rank == 1 ? 0 : source.QuantizedAxis;
        if (count > 1 && (axis < 0 || axis >= shape.Rank || shape[axis] != count))
        {
            throw Damaged($"'{source.Name}' {shape} has {count} scales for axis {axis}");
        }

        if (source.Scales.Any(scale => !float.IsFinite(scale) || scale <= 0))
        {
            throw Damaged($"'{source.Name}' has a scale that is not a positive number");
        }

        if (source.ZeroPoints.Any(zero => zero < minimum || zero > maximum))
        {
            throw Damaged($"'{source.Name}' of {source.Type} has a zero point outside of [{minimum}, {maximum}]");
        }

        return new QuantizationParameters(source.Scales, [.. source.ZeroPoints.Select(zero => (int)zero)], axis);
    }

    /// <summary>Checks that a float constant is made of numbers.</summary>
    public void RequireFinite(Tensor constant)
    {
        foreach (float value in constant.Values<float>())
        {
            if (!float.IsFinite(value)) throw Damaged($"the constant '{constant.Name}' has a value that is not a finite number");
        }
    }

    private DiagnosticException Damaged(FormattableString reason) => ModelDiagnostics.Damaged(path, FormattableString.Invariant(reason));
}
