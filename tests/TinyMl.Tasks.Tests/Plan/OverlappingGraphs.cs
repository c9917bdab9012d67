using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Plan;

/// <summary>Graphs of one random operator whose output may overlap its input, of random shape and type.</summary>
internal sealed class OverlappingGraphs
{
    private readonly Random _random;
    private readonly GraphBuilder _builder = new();
    private readonly ElementType _type;
    private readonly QuantizationParameters? _quantization;

    private OverlappingGraphs(Random random)
    {
        _random = random;
        _type = random.Next(3) switch { 0 => ElementType.Float32, 1 => ElementType.Int8, _ => ElementType.Int16 };
        _quantization = _type switch
        {
            ElementType.Int8 => new QuantizationParameters(0.125f, random.Next(-20, 20)),
            ElementType.Int16 => new QuantizationParameters(1f / 2048, 0),
            _ => null,
        };
    }

    private bool IsFloat => _type == ElementType.Float32;

    public static Graph Next(Random random)
    {
        var graphs = new OverlappingGraphs(random);
        return graphs._builder.Build(graphs.Output());
    }

    private Tensor Output()
    {
        Tensor x = Input(Between(1, 2), Between(3, 9), Between(3, 6), 2 * Between(1, 4));
        switch (_random.Next(21))
        {
            case 0 or 1:
                return Convolution(x);
            case 2 or 3:
                return _builder.Add(new DepthwiseConv2D(Window(x), ActivationRange.None), x, Weights(3, 1, 2, 2, x.Shape[3] * Between(1, 2)));
            case 4:
                return _builder.Add(new TransposeConv2D(new Window(2, 1, 1, 1, 0, 0, 0, 0), 2 * x.Shape[1], x.Shape[2], ActivationRange.None), x, Weights(0, 2 * Between(1, 3), 2, 1, x.Shape[3]));
            case 5:
                return _builder.Add(new MaxPool2D(2, 2, Window(x), ActivationRange.None), x);
            case 6:
                return _builder.Add(new AveragePool2D(2, 2, Window(x), CountPadding: false, ActivationRange.None), x);
            case 7:
                return _builder.Add(new FullyConnected(ActivationRange.None), _builder.Add(new Reshape(new Shape((int)x.Shape.ElementCount / x.Shape[3], x.Shape[3])), x), Weights(0, Between(1, 9), x.Shape[3]));
            case 8:
                return _builder.Add(new LeakyRelu(0.1f), x);
            case 9:
                return _builder.Add(new Add(ActivationRange.None), x, Input([.. x.Shape]));
            case 10:
                return _builder.Add(new Mul(ActivationRange.None), x, Input(1, 1, 1, x.Shape[3]));
            case 11:
                return _builder.Add(new Sub(ActivationRange.None), x, x);
            case 12:
                return Normalization(x);
            case 13:
                return Conversion(x);
            case 14:
                return _builder.Add(new Concat(_random.Next(4)), x, Input([.. x.Shape]), Input([.. x.Shape]));
            case 15:
                return _builder.Add(new Pad([0, Between(0, 2), Between(0, 2), Between(0, 1)], [0, Between(0, 2), Between(0, 2), Between(0, 1)], 1), x);
            case 16:
                return Slice(x);
            case 17:
                return _builder.Add(new Transpose([.. Enumerable.Range(0, 4).OrderBy(_ => _random.Next())]), x);
            case 18 when _type != ElementType.Int16:
                return _builder.Add(new MatMul(IsRightTransposed: true, ActivationRange.None), x, Input(x.Shape[0], OneOf(1, x.Shape[1]), Between(1, 5), x.Shape[3]));
            case 19 when _type != ElementType.Int16:
                return Interpolation(x);
            default:
                // Every output is a copy where it is an input as well.
                return x;
        }
    }

    private Tensor Convolution(Tensor x)
    {
        int groups = Between(1, 2), outputs = groups * Between(1, 5);
        if (_type == ElementType.Int8 && _random.Next(4) == 0)
        {
            Tensor weights = Weights(0, outputs, 2, 2, x.Shape[3] / groups);
            return _builder.Add(new Conv2D(Window(x), ActivationRange.None), x, new Tensor("weights", ElementType.Int8, weights.Shape, new QuantizationParameters(1f / 512, 5), weights.Data.ToArray()));
        }

        return _random.Next(3) == 0
            ? _builder.Add(new Conv2D(TinyMl.Tasks.Graphs.Window.Unit, ActivationRange.None), x, Weights(0, outputs, 1, 1, x.Shape[3] / groups))
            : _builder.Add(new Conv2D(Window(x), ActivationRange.None), x, Weights(0, outputs, 2, 2, x.Shape[3] / groups));
    }

    // Upward or downward, with two neighbors along the rows, and the columns now and then.
    private Tensor Interpolation(Tensor x)
    {
        AxisWeights rows = Axis(1);
        return _builder.Add(new Interpolate(_random.Next(2) == 0 ? [rows] : [rows, Axis(2)]), x);

        AxisWeights Axis(int axis)
        {
            int length = Between(1, 2 * x.Shape[axis]);
            return new AxisWeights(axis, [.. Enumerable.Range(0, length).Select(i => i * (x.Shape[axis] - 1) / length)], [.. Enumerable.Repeat(0.5f, 2 * length)]);
        }
    }

    private Tensor Normalization(Tensor x) => _type switch
    {
        ElementType.Int8 => _random.Next(3) switch
        {
            0 => _builder.AddAs(ElementType.Int16, new QuantizationParameters(1f / 65536, short.MinValue), new Softmax(1), x),
            1 => _builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 16, 127), new LogSoftmax(), x),
            _ => _builder.AddAs(ElementType.Int8, new QuantizationParameters(1f / 128, 0), new L2Normalization(1e-6f), x),
        },
        ElementType.Int16 => _builder.AddAs(ElementType.Int16, new QuantizationParameters(1f / 32768, 0), new Softmax(1), x),
        _ => _random.Next(3) switch
        {
            0 => _builder.Add(new Softmax(1), x),
            1 => _builder.Add(new LayerNormalization(1e-3f), x, GraphBuilder.Random(1, x.Shape[3]), GraphBuilder.Random(2, x.Shape[3])),
            _ => _builder.Add(new L2Normalization(1e-6f), x),
        },
    };

    private Tensor Conversion(Tensor x) => IsFloat
        ? _random.Next(3) switch
        {
            0 => _builder.AddAs(ElementType.Int8, new QuantizationParameters(0.125f, 3), new Quantize(), x),
            1 => _builder.AddAs(ElementType.Bool, null, new Compare(Comparison.Greater), x, GraphBuilder.Random(1, x.Shape[3])),
            _ => _builder.AddAs(ElementType.Int64, null, new Cast(ElementType.Int64), x),
        }
        : _random.Next(3) switch
        {
            0 => _builder.AddAs(ElementType.Float32, null, new Dequantize(), x),
            1 => _builder.AddAs(ElementType.Int8, new QuantizationParameters(0.25f, 1), new Quantize(), x),
            _ => _builder.AddAs(ElementType.Int16, new QuantizationParameters(1f / 1024, 0), new Quantize(), x),
        };

    private Tensor Slice(Tensor x)
    {
        int[] steps = [.. x.Shape.Select(dimension => OneOf(1, 1, -1, Math.Min(2, dimension)))];
        int[] sizes = [.. x.Shape.Select((dimension, axis) => Between(1, (dimension + Math.Abs(steps[axis]) - 1) / Math.Abs(steps[axis])))];
        ImmutableArray<int> starts = [.. x.Shape.Select((dimension, axis) => steps[axis] < 0 ? dimension - 1 : Between(0, dimension - 1 - ((sizes[axis] - 1) * steps[axis])))];
        return _builder.Add(new Slice(starts, [.. steps], [.. sizes]), x);
    }

    // For a filter of two rows and columns, no window of which lies in the padding as a whole.
    private Window Window(Tensor x)
    {
        int dilation = x.Shape[1] > 3 && x.Shape[2] > 3 ? Between(1, 2) : 1;
        return new Window(Between(1, 3), Between(1, 2), dilation, dilation, Between(0, 1), Between(0, 1), Between(0, 1), Between(0, 1));
    }

    private Tensor Input(params int[] shape) => _builder.Input(_type, _quantization, shape);

    // Of a scale for each channel, along an axis.
    private Tensor Weights(int axis, params int[] shape)
    {
        if (IsFloat) return GraphBuilder.Random(_random.Next(), shape);
        byte[] values = new byte[shape.Aggregate((left, right) => left * right)];
        _random.NextBytes(values);
        IEnumerable<float> scales = Enumerable.Range(1, shape[axis]).Select(i => i / 512f);
        return new Tensor("weights", ElementType.Int8, new Shape(shape), new QuantizationParameters([.. scales], [.. Enumerable.Repeat(0, shape[axis])], axis), values);
    }

    private int Between(int least, int most) => _random.Next(least, most + 1);

    private int OneOf(params int[] choices) => choices[_random.Next(choices.Length)];
}
