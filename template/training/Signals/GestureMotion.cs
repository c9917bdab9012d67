using System;
using System.Numerics;

namespace TinyMl.Training.Signals;

/// <summary>
/// How the hand accelerates the device during each gesture: functions of time in seconds to acceleration in g, without
/// gravity, in the hand's axes (x to the right, y away, z up). Each call draws another hand: other size, speed,
/// direction, moment.
/// </summary>
internal static class GestureMotion
{
    private const float Duration = (float)Recording.Length / Recording.SampleRate;

    /// <summary>Draws one performance of a <paramref name="gesture"/>.</summary>
    public static Func<float, Vector3> Draw(Gesture gesture, SeededRandom random)
    {
        Func<float, Vector3> sway = Sway(random);
        Func<float, Vector3> move = gesture switch
        {
            Gesture.Idle => Idle(random),
            Gesture.Circle => Circle(random),
            Gesture.Shake => Shake(random),
            Gesture.Swipe => Swipe(random),
            Gesture.Tap => Tap(random),
            _ => throw new ArgumentOutOfRangeException(nameof(gesture)),
        };
        return time => sway(time) + move(time);
    }

    /// <summary>The slow movement of a hand that is never quite still.</summary>
    private static Func<float, Vector3> Sway(SeededRandom random)
    {
        Vector3 size = new(random.Between(0, 0.08f), random.Between(0, 0.08f), random.Between(0, 0.08f));
        float frequency = random.Between(0.2f, 1);
        Vector3 phase = new(random.Angle(), random.Angle(), random.Angle());
        return time => size * new Vector3(
            Wave(frequency, time, phase.X), Wave(frequency, time, phase.Y), Wave(frequency, time, phase.Z));
    }

    /// <summary>Stillness, walking (up and down, half as fast from side to side), or a small bump.</summary>
    private static Func<float, Vector3> Idle(SeededRandom random)
    {
        if (random.Chance(0.3f))
        {
            Func<float, float> bump = Ringing(random);
            float strength = random.Between(0.05f, 0.25f);
            return time => new Vector3(0, 0, strength * bump(time));
        }

        float size = random.Chance(0.5f) ? random.Between(0.05f, 0.35f) : 0;
        float frequency = random.Between(1.6f, 2.3f);
        float upPhase = random.Angle();
        float sidePhase = random.Angle();
        return time => size * new Vector3(0.4f * Wave(frequency / 2, time, sidePhase), 0, Wave(frequency, time, upPhase));
    }

    /// <summary>Two axes a quarter turn apart; few hands draw a round one.</summary>
    private static Func<float, Vector3> Circle(SeededRandom random)
    {
        float size = random.Between(0.2f, 0.9f);
        float roundness = random.Between(0.5f, 1);
        float frequency = random.Between(1.1f, 2.6f) * random.Sign();
        float phase = random.Angle();
        float lift = random.Between(-0.2f, 0.2f);
        Quaternion slant = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, random.Angle());
        Func<float, float> envelope = Envelope(random);
        return time =>
        {
            float major = Wave(frequency, time, phase);
            float minor = roundness * Wave(frequency, time, phase + (MathF.PI / 2));
            return size * envelope(time) * Vector3.Transform(new Vector3(major, minor, lift * major), slant);
        };
    }

    /// <summary>To and fro along one axis; the turns at both ends sharpen the wave.</summary>
    private static Func<float, Vector3> Shake(SeededRandom random)
    {
        float size = random.Between(0.3f, 1.6f);
        float frequency = random.Between(2.4f, 6);
        float phase = random.Angle();
        float sharpness = random.Between(0, 0.3f);
        Vector3 direction = StrokeDirection(random);
        Func<float, float> envelope = Envelope(random);
        return time => size * envelope(time) * direction
            * (Wave(frequency, time, phase) + (sharpness * Wave(3 * frequency, time, 3 * phase)));
    }

    /// <summary>Speeds up, then brakes: the derivative of a bell curve of speed; braking may be the harder half.</summary>
    private static Func<float, Vector3> Swipe(SeededRandom random)
    {
        float size = random.Between(0.35f, 1.5f) * random.Sign();
        float width = random.Between(0.05f, 0.15f);
        float middle = random.Between(0.3f, Duration - 0.3f);
        float braking = random.Between(0.6f, 1.5f);
        Vector3 direction = StrokeDirection(random);
        return time =>
        {
            float hardness = time < middle ? 1 : braking;
            float x = (time - middle) * hardness / width;
            return size * hardness * -x * MathF.Exp((1 - (x * x)) / 2) * direction;
        };
    }

    /// <summary>A knock from above, sometimes two.</summary>
    private static Func<float, Vector3> Tap(SeededRandom random)
    {
        Func<float, float> first = Ringing(random);
        Func<float, float> second = Ringing(random);
        float size = random.Between(0.5f, 1.8f);
        float sizeOfSecond = random.Chance(0.4f) ? random.Between(0.6f, 1.2f) * size : 0;
        Vector3 direction = Vector3.Normalize(new Vector3(random.Gaussian(0.3f), random.Gaussian(0.3f), -1));
        return time => ((size * first(time)) + (sizeOfSecond * second(time))) * direction;
    }

    /// <summary>A case that rings after a knock: a damped wave of height 1, starting at a random moment.</summary>
    private static Func<float, float> Ringing(SeededRandom random)
    {
        float start = random.Between(0.1f, Duration - 0.2f);
        float frequency = random.Between(8, 18);
        float decay = random.Between(0.04f, 0.1f);
        return time => time < start ? 0 : MathF.Exp((start - time) / decay) * Wave(frequency, time - start, MathF.PI / 3);
    }

    /// <summary>The gesture may begin late or end early: rises and falls within about a tenth of a second.</summary>
    private static Func<float, float> Envelope(SeededRandom random)
    {
        float begin = random.Between(-0.3f, 0.35f);
        float end = random.Between(Duration - 0.35f, Duration + 0.3f);
        return time => Sigmoid((time - begin) / 0.04f) * Sigmoid((end - time) / 0.04f);
    }

    /// <summary>Mostly along x, with a part of y and z.</summary>
    private static Vector3 StrokeDirection(SeededRandom random) =>
        Vector3.Normalize(new Vector3(1, random.Gaussian(0.5f), random.Gaussian(0.3f)));

    private static float Wave(float frequency, float time, float phase) => MathF.Sin((MathF.Tau * frequency * time) + phase);

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
