using System;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>The values that the weights of a filter may have: scale times the integers from -<paramref name="Largest"/> to <paramref name="Largest"/>.</summary>
internal readonly record struct RoundingGrid(double Scale, int Largest)
{
    /// <summary>The nearest level, halves away from zero.</summary>
    public int Nearest(double value) => (int)Math.Clamp(Math.Round(value / Scale, MidpointRounding.AwayFromZero), -Largest, Largest);
}
