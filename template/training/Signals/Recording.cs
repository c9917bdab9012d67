using System.Collections.Immutable;

namespace TinyMl.Training.Signals;

/// <summary>One window of the accelerometer and what happened in it.</summary>
/// <param name="Gesture">The class.</param>
/// <param name="Values">Acceleration in g as [axis, time]: all samples of x, then of y, then of z.</param>
internal sealed record Recording(Gesture Gesture, ImmutableArray<float> Values)
{
    /// <summary>x, y and z.</summary>
    public const int Axes = 3;

    /// <summary>Samples per axis: 1.28 seconds.</summary>
    public const int Length = 64;

    /// <summary>Samples per second.</summary>
    public const int SampleRate = 50;
}
