using System.Collections.Generic;
using System.Collections.Immutable;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>The attributes by which every kernel with a window reads it (<see cref="TinyMl.Operators.WindowGeometry"/>).</summary>
internal static class WindowAttributes
{
    public static IEnumerable<int> Of(Window window) =>
    [
        window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth,
        window.Top, window.Left, window.Bottom, window.Right,
    ];

    /// <summary>Where they stand among the attributes of a kernel whose window moves over its input; null for other kernels.</summary>
    public static int? Start(OperatorCode code) => code switch
    {
        OperatorCode.Conv2DFloat32 or OperatorCode.Conv2DInt8 or OperatorCode.Conv2DInt16 or OperatorCode.AsymmetricConv2DInt8
            or OperatorCode.DepthwiseConv2DFloat32 or OperatorCode.DepthwiseConv2DInt8 or OperatorCode.DepthwiseConv2DInt16 => 0,
        OperatorCode.MaxPool2DFloat32 or OperatorCode.MaxPool2DInt8 or OperatorCode.MaxPool2DInt16 => 2,
        OperatorCode.AveragePool2DFloat32 or OperatorCode.AveragePool2DInt8 or OperatorCode.AveragePool2DInt16 => 3,
        _ => null,
    };

    /// <summary>The attributes of an operator with a window whose rows are computed from the last to the first: a negative stride of the height.</summary>
    public static ImmutableArray<int> Upward(LoweredOperator lowered)
    {
        int stride = Start(lowered.Code)!.Value;
        return lowered.Attributes.SetItem(stride, -lowered.Attributes[stride]);
    }
}
