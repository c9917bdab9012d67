using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Tests.Reconstruct;

[TestClass]
public sealed class CholeskyTests
{
    [TestMethod]
    public void TheFactorsProductTimesTheMatrixIsTheUnitMatrix() =>
        Gen.Int[1, 20].SelectMany(n => Gen.Double[-1, 1].Array[n * n], (n, values) => (n, values)).Sample(sample =>
        {
            (int n, double[] values) = sample;
            double[] matrix = PositiveDefinite(values, n);

            double[] factor = Cholesky.InverseFactor(matrix, n)!, inverse = Cholesky.Inverse(factor, n);

            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++) Assert.AreEqual(0, factor[(i * n) + j]);
                for (int j = 0; j < n; j++)
                {
                    double product = 0;
                    for (int k = 0; k < n; k++) product += matrix[(i * n) + k] * inverse[(k * n) + j];
                    Assert.AreEqual(i == j ? 1 : 0, product, 1e-8);
                }
            }
        });

    [TestMethod]
    public void AMatrixThatIsNotPositiveDefiniteHasNone()
    {
        Assert.IsNull(Cholesky.InverseFactor([1, 2, 2, 1], 2));
        Assert.IsNull(Cholesky.InverseFactor([0], 1));
        Assert.IsNull(Cholesky.InverseFactor([double.NaN], 1));
    }

    [TestMethod]
    public void DampingMakesAnySecondMomentsPositiveDefinite()
    {
        double[] redundant = [4, 4, 0, 4, 4, 0, 0, 0, 0];

        DampedMoments damped = DampedMoments.Of(redundant, 3, long.MaxValue);

        Assert.AreEqual(4 + (0.01 * 8 / 3), damped.Matrix[0], 1e-12);
        Assert.AreEqual(0.01 * 8 / 3, damped.Matrix[8], 1e-12);
        Assert.AreEqual(1 / damped.Matrix[8], damped.Inverse()[8], 1e-9);
        Assert.IsGreaterThan(0, DampedMoments.Of(new double[4], 2, 9).Matrix[0]);
        Assert.IsGreaterThan(0, DampedMoments.Of([1, 3, 3, 1], 2, 9).InverseFactor[0]);
    }

    private static double[] PositiveDefinite(double[] values, int n)
    {
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++) matrix[(i * n) + j] += values[(i * n) + k] * values[(j * n) + k];
            }

            matrix[(i * n) + i] += 0.1;
        }

        return matrix;
    }
}
