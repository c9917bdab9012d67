using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>Steps on vectors of doubles in which each element is computed for itself, so that results do not depend on the machine's vector width.</summary>
internal static class Vectors
{
    /// <summary>y += factor * x, each product rounded before it is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        int vectors = y.Length / Vector<double>.Count;
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(y)[..vectors];
        ReadOnlySpan<Vector<double>> terms = MemoryMarshal.Cast<double, Vector<double>>(x)[..vectors];
        var factors = new Vector<double>(factor);
        for (int i = 0; i < sums.Length; i++) sums[i] += factors * terms[i];
        for (int i = vectors * Vector<double>.Count; i < y.Length; i++) y[i] += factor * x[i];
    }

    /// <summary>The inner product, summed in ascending order.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
