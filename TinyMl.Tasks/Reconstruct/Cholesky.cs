using System;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>Factors of a symmetric positive definite matrix, [n, n] by rows.</summary>
internal static class Cholesky
{
    /// <summary>
    /// U, upper triangular, with U^T U the inverse of the matrix, as GPTQ needs it; null where the matrix is not positive definite to the
    /// precision of numbers.
    /// </summary>
    public static double[]? InverseFactor(ReadOnlySpan<double> matrix, int n) =>
        LowerFactor(matrix, n) is { } lower ? InverseOfTranspose(lower, n) : null;

    /// <summary>The inverse of a matrix from its <see cref="InverseFactor"/>.</summary>
    public static double[] Inverse(ReadOnlySpan<double> inverseFactor, int n)
    {
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            ReadOnlySpan<double> row = inverseFactor.Slice((k * n) + k, n - k);
            for (int i = k; i < n; i++) Vectors.AddScaled(inverse.AsSpan((i * n) + i, n - i), row[i - k], row[(i - k)..]);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) inverse[(i * n) + j] = inverse[(j * n) + i];
        }

        return inverse;
    }

    /// <summary>B, lower triangular, with B^T B the matrix: Cholesky's factor of the matrix read backward.</summary>
    private static double[]? LowerFactor(ReadOnlySpan<double> matrix, int n)
    {
        double[] lower = matrix.ToArray();
        for (int k = n - 1; k >= 0; k--)
        {
            double pivot = lower[(k * n) + k];
            if (!(pivot > 0) || !double.IsFinite(pivot)) return null;
            double root = Math.Sqrt(pivot);
            Span<double> row = lower.AsSpan(k * n, n);
            for (int i = 0; i < k; i++) row[i] /= root;
            row[k] = root;
            row[(k + 1)..].Clear();
            for (int i = 0; i < k; i++) Vectors.AddScaled(lower.AsSpan(i * n, i + 1), -row[i], row[..(i + 1)]);
        }

        return lower;
    }

    /// <summary>The inverse of the upper triangular A = B^T, row by row from the last.</summary>
    private static double[] InverseOfTranspose(double[] lower, int n)
    {
        double[] inverse = new double[n * n];
        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = inverse.AsSpan(i * n, n);
            for (int k = i + 1; k < n; k++) Vectors.AddScaled(row[k..], -lower[(k * n) + i], inverse.AsSpan((k * n) + k, n - k));
            double diagonal = lower[(i * n) + i];
            for (int j = i + 1; j < n; j++) row[j] /= diagonal;
            row[i] = 1 / diagonal;
        }

        return inverse;
    }
}
