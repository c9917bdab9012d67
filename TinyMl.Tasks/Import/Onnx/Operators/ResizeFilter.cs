using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// The weights of neighbors in ONNX's Resize: linear, or cubic convolution (Keys, Cubic Convolution Interpolation for Digital Image Processing,
/// 1981), stretched over what an output element covers where antialiasing is asked for and the axis shrinks.
/// </summary>
/// <param name="IsCubic">Cubic instead of linear.</param>
/// <param name="CubicCoefficient">Keys' a.</param>
/// <param name="ExcludesOutside">Whether places beyond the input have no weight, and not the first or last element's value.</param>
/// <param name="Antialiases">Whether the filter is stretched.</param>
internal sealed record ResizeFilter(bool IsCubic, double CubicCoefficient, bool ExcludesOutside, bool Antialiases)
{
    /// <summary>The places around a coordinate and their weights; places may lie beyond the input.</summary>
    public IEnumerable<(int Place, double Weight)> Around(double coordinate, in ResizeAxis axis)
    {
        double stretch = Antialiases ? Math.Min(1, (double)axis.Scale) : 1;
        double radius = (IsCubic ? 2 : 1) / stretch;
        int first = (int)Math.Ceiling(coordinate - radius), last = (int)Math.Floor(coordinate + radius), length = axis.Input;
        (int Place, double Weight)[] all = [.. Enumerable.Range(first, last - first + 1).Select(place => (place, Weight(Math.Abs(place - coordinate) * stretch)))];
        if (ExcludesOutside) all = [.. all.Where(neighbor => neighbor.Place >= 0 && neighbor.Place < length)];
        if (!ExcludesOutside && stretch == 1) return all;
        double sum = all.Sum(neighbor => neighbor.Weight);
        return all.Select(neighbor => (neighbor.Place, neighbor.Weight / sum));
    }

    private double Weight(double distance)
    {
        if (!IsCubic) return Math.Max(0, 1 - distance);
        double a = CubicCoefficient;
        return distance <= 1 ? ((((a + 2) * distance) - (a + 3)) * distance * distance) + 1
            : distance < 2 ? (((((distance - 5) * distance) + 8) * distance) - 4) * a
            : 0;
    }
}
