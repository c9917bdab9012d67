using System;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// What the filters of a layer see of its input (im2col): for each position of the output and each group of channels a vector of
/// KH * KW * I / groups real values in the order of a filter's weights, those in the padding 0; for fully connected layers, a row.
/// </summary>
internal sealed class ReceptiveField
{
    private readonly bool _isDepthwise;
    private readonly bool _isTransposed;
    private readonly Window _window;
    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;
    private readonly int _outputHeight;
    private readonly int _filterHeight;
    private readonly int _filterWidth;
    private readonly int _depth;

    public ReceptiveField(in WeightedLayer layer)
    {
        Node node = layer.Node;
        Shape weights = layer.Weights.Shape;
        OutputChannels = layer.OutputChannels;
        Positions = checked((int)(node.Output.Shape.ElementCount / OutputChannels));
        _isDepthwise = node.Operator is DepthwiseConv2D;
        _isTransposed = node.Operator is TransposeConv2D;
        if (node.Operator is FullyConnected)
        {
            // A 1x1 convolution over an image of as many pixels as there are rows.
            (_height, _width, _channels, _outputHeight, OutputWidth) = (1, Positions, weights[1], 1, Positions);
            (_filterHeight, _filterWidth, _depth, _window) = (1, 1, weights[1], Window.Unit);
        }
        else
        {
            Shape x = node.Input.Shape, y = node.Output.Shape;
            (_height, _width, _channels, _outputHeight, OutputWidth) = (x[1], x[2], x[3], y[1], y[2]);
            (_filterHeight, _filterWidth, _depth) = (weights[1], weights[2], _isDepthwise ? 1 : weights[3]);
            _window = node.Operator switch
            {
                Conv2D convolution => convolution.Window,
                DepthwiseConv2D convolution => convolution.Window,
                TransposeConv2D convolution => convolution.Window,
                _ => throw new ArgumentException($"{node} has no window.", nameof(layer)),
            };
        }

        Groups = _channels / _depth;
    }

    public int OutputChannels { get; }

    /// <summary>The groups of channels; for a depthwise convolution, the input channels.</summary>
    public int Groups { get; }

    /// <summary>The elements of a filter.</summary>
    public int Length => _filterHeight * _filterWidth * _depth;

    /// <summary>The positions of a sample.</summary>
    public int Positions { get; }

    /// <summary>The positions of a row of the output.</summary>
    public int OutputWidth { get; }

    /// <summary>The index of a filter's element in the layer's weights.</summary>
    public int WeightIndex(int outputChannel, int element) =>
        _isDepthwise ? (element * OutputChannels) + outputChannel : (outputChannel * Length) + element;

    /// <summary>The taps of a filter: the pixels that it sees.</summary>
    public int Taps => _filterHeight * _filterWidth;

    /// <summary>Finds the pixels that filters see at a position.</summary>
    /// <param name="position">The position, row by row.</param>
    /// <param name="pixels">For each tap the index of its pixel's first channel in a sample; -1 in the padding.</param>
    public void Locate(int position, Span<int> pixels)
    {
        int row = position / OutputWidth, column = position % OutputWidth;
        int image = row / _outputHeight * _height;
        row %= _outputHeight;
        int tap = 0;
        for (int tapRow = 0; tapRow < _filterHeight; tapRow++)
        {
            int y = Source(row, tapRow, _window.StrideHeight, _window.DilationHeight, _window.Top, _height);
            for (int tapColumn = 0; tapColumn < _filterWidth; tapColumn++)
            {
                int x = Source(column, tapColumn, _window.StrideWidth, _window.DilationWidth, _window.Left, _width);
                pixels[tap++] = y < 0 || x < 0 ? -1 : (((image + y) * _width) + x) * _channels;
            }
        }
    }

    /// <summary>Writes what the filters of a group see.</summary>
    /// <param name="input">A sample of the layer's input.</param>
    /// <param name="pixels">The pixels, from <see cref="Locate"/>.</param>
    /// <param name="group">The group.</param>
    /// <param name="field"><see cref="Length"/> elements.</param>
    public void Gather(ReadOnlySpan<float> input, ReadOnlySpan<int> pixels, int group, Span<double> field)
    {
        for (int tap = 0; tap < pixels.Length; tap++)
        {
            int first = tap * _depth, source = pixels[tap] + (group * _depth);
            for (int i = 0; i < _depth; i++) field[first + i] = pixels[tap] < 0 ? 0 : input[source + i];
        }
    }

    /// <summary>The row or column of the input that a tap sees; -1 where it sees none.</summary>
    private int Source(int output, int tap, int stride, int dilation, int padding, int size)
    {
        int source = _isTransposed ? output + padding - (tap * dilation) : (output * stride) + (tap * dilation) - padding;
        if (_isTransposed)
        {
            if (source % stride != 0) return -1;
            source /= stride;
        }

        return source >= 0 && source < size ? source : -1;
    }
}
