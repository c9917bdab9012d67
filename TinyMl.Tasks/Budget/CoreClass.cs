using System.Collections.Generic;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Budget;

/// <summary>What a multiply-accumulate of int8 takes on a kind of core, in cycles, in optimized C kernels.</summary>
/// <param name="Name">The core.</param>
/// <param name="Cores">The values of <see cref="Device.Core"/> that mean it, without how many there are.</param>
/// <param name="Convolution">In convolutions, pointwise ones among them.</param>
/// <param name="Depthwise">In depthwise convolutions.</param>
/// <param name="FullyConnected">In fully connected layers and other products of matrices.</param>
/// <param name="Source">Whose measurements these are.</param>
internal sealed record CoreClass(string Name, IReadOnlyList<string> Cores, double Convolution, double Depthwise, double FullyConnected, string Source)
{
    /// <summary>The cycles of a multiply-accumulate in a layer of int8.</summary>
    public double CyclesPerMac(LayerReport layer) => layer.Op switch
    {
        "DepthwiseConv2D" => Depthwise,
        "Conv2D" or "TransposeConv2D" => Convolution,
        _ => FullyConnected,
    };
}
