using System;

namespace TinyMl.Training;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): the same seed gives the
/// same numbers on every machine and with every version of .NET.
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed);

    /// <summary>A generator whose numbers are independent of those that follow here.</summary>
    public SeededRandom Split() => new(NextUInt64());

    /// <summary>Uniform in [0, 1).</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Between(float low, float high) => low + ((high - low) * NextSingle());

    /// <summary>True with the given <paramref name="probability"/>.</summary>
    public bool Chance(float probability) => NextSingle() < probability;

    /// <summary>1 or -1.</summary>
    public float Sign() => Chance(0.5f) ? 1 : -1;

    /// <summary>An angle in radians, uniform over the circle.</summary>
    public float Angle() => Between(0, MathF.Tau);

    /// <summary>Normally distributed with mean 0 (Box and Muller, 1958).</summary>
    public float Gaussian(float standardDeviation)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextSingle()));
        return (float)(standardDeviation * radius * Math.Cos(Angle()));
    }

    /// <summary><paramref name="count"/> numbers drawn like <see cref="Gaussian"/>.</summary>
    public float[] Gaussians(int count, float standardDeviation)
    {
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = Gaussian(standardDeviation);
        return values;
    }

    /// <summary>Puts <paramref name="items"/> in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = (int)Math.BigMul(NextUInt64(), (ulong)last + 1, out _);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong NextUInt64() => Mix(_state += GoldenGamma);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
