using System;
using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Training.Signals;

/// <summary>Makes labeled recordings of synthetic gestures.</summary>
internal static class GestureSynthesizer
{
    /// <summary>All classes, in the order of the model's outputs.</summary>
    public static IReadOnlyList<Gesture> Gestures { get; } = Enum.GetValues<Gesture>();

    /// <summary>Draws <paramref name="count"/> recordings, the classes in turn.</summary>
    public static IReadOnlyList<Recording> Draw(int count, SeededRandom random) =>
        [.. Enumerable.Range(0, count).Select(i => Draw(Gestures[i % Gestures.Count], random))];

    private static Recording Draw(Gesture gesture, SeededRandom random) =>
        new(gesture, Accelerometer.Measure(GestureMotion.Draw(gesture, random), random));
}
