using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>Poolings and means over height and width, which can take in a row at a time as the last layer of a stream, with a sum for each channel as scratch.</summary>
internal static class ClosingLayers
{
    /// <summary>The operator in its form for streams, the same bits; null where it has none.</summary>
    public static LoweredOperator? TryClose(LoweredOperator lowered)
    {
        (OperatorCode code, int attributes) = lowered.Code switch
        {
            OperatorCode.MeanInt8 => (OperatorCode.RowMeanInt8, 1),
            OperatorCode.MeanInt16 => (OperatorCode.RowMeanInt16, 1),
            OperatorCode.MeanFloat32 => (OperatorCode.RowMeanFloat32, 1),
            OperatorCode.AveragePool2DInt8 => (OperatorCode.RowAverageInt8, 12),
            OperatorCode.AveragePool2DInt16 => (OperatorCode.RowAverageInt16, 12),
            OperatorCode.AveragePool2DFloat32 => (OperatorCode.RowAverageFloat32, 11),
            _ => (OperatorCode.None, 0),
        };
        Tensor x = lowered.Inputs[0].Tensor;
        if (code == OperatorCode.None || x.Shape.Rank != 4 || x.Shape[0] != 1 || !TakesAll(lowered.Source.Operator, x.Shape)) return null;

        ElementType type = x.Type == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32;
        var sums = new Tensor($"{lowered.Source.Name}.sums", type, new Shape(x.Shape[3]));
        return new LoweredOperator(lowered.Source, code, lowered.Inputs, [lowered.Outputs[0], sums], lowered.Attributes.Skip(attributes));
    }

    private static bool TakesAll(Graphs.Operator operation, Shape x) => operation switch
    {
        Mean mean => mean.Axes is [1, 2],
        AveragePool2D pool => pool.Height == x[1] && pool.Width == x[2] && !pool.Window.IsPadded && pool.Window is { DilationHeight: 1, DilationWidth: 1 },
        _ => false,
    };
}
