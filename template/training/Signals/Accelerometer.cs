using System;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TinyMl.Training.Signals;

/// <summary>
/// A hand-held three-axis MEMS accelerometer: it sees gravity too, is never held quite level, turns a little while it
/// moves, has an offset, white noise, a range and a step.
/// </summary>
internal static class Accelerometer
{
    /// <summary>Full scale in g.</summary>
    public const float Range = 4;

    /// <summary>Steps per g.</summary>
    public const float Resolution = 256;

    /// <summary>Measures a <paramref name="motion"/> (seconds to g, in the axes of the hand) for one window.</summary>
    /// <returns>Acceleration in g as [axis, time].</returns>
    public static ImmutableArray<float> Measure(Func<float, Vector3> motion, SeededRandom random)
    {
        Vector3 tiltAxis = HorizontalAxis(random);
        float tilt = random.Between(0, Degrees(50));
        float turn = random.Between(Degrees(-15), Degrees(15));
        Quaternion grip = Quaternion.CreateFromAxisAngle(Vector3.Normalize(Draw(random, 1)), random.Between(0, Degrees(25)));
        Vector3 offset = Draw(random, 0.03f);
        float noise = random.Between(0.01f, 0.05f);

        var values = new float[Recording.Axes * Recording.Length];
        for (int i = 0; i < Recording.Length; i++)
        {
            float time = (float)i / Recording.SampleRate;
            Quaternion attitude = Quaternion.CreateFromAxisAngle(tiltAxis, tilt + (turn * i / Recording.Length));
            Vector3 gravity = Vector3.Transform(Vector3.UnitZ, attitude);
            Vector3 measured = Vector3.Transform(motion(time), grip) + gravity + offset + Draw(random, noise);
            for (int axis = 0; axis < Recording.Axes; axis++)
                values[(axis * Recording.Length) + i] = Digitize(measured[axis]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private static float Digitize(float g) => MathF.Round(Math.Clamp(g, -Range, Range) * Resolution) / Resolution;

    private static Vector3 HorizontalAxis(SeededRandom random)
    {
        float angle = random.Angle();
        return new Vector3(MathF.Cos(angle), MathF.Sin(angle), 0);
    }

    private static Vector3 Draw(SeededRandom random, float standardDeviation) =>
        new(random.Gaussian(standardDeviation), random.Gaussian(standardDeviation), random.Gaussian(standardDeviation));

    private static float Degrees(float degrees) => degrees * MathF.PI / 180;
}
