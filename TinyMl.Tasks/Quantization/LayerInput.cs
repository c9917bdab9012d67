using System;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Quantization;

/// <summary>What a layer's constants are chosen by: its input in the quantized graph, beside that in the float graph.</summary>
/// <param name="Scale">The scale of the input.</param>
/// <param name="Type">The type of the input.</param>
/// <param name="Mean">The mean of the input in the float graph, real values of the input's shape.</param>
/// <param name="QuantizedMean">The mean of the input in the quantized graph.</param>
/// <param name="Moments">The second moments of the input in the quantized graph, with the float graph as reference; measured when first asked for.</param>
/// <param name="Solved">The layer with the real weights that make up for what the layers before it have lost, and for those of its weights that it loses itself.</param>
internal sealed record LayerInput(float Scale, ElementType Type, Tensor Mean, Tensor QuantizedMean, Lazy<SecondMoments> Moments, Lazy<WeightedLayer> Solved);
