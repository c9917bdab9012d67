using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Reconstruct;

namespace TinyMl.Tasks.Tests.Reconstruct;

[TestClass]
public sealed class SecondMomentsTests
{
    [TestMethod]
    public void AreThoseOfAllThatTheFiltersSee()
    {
        foreach (Node node in LayerSamples.All)
        {
            float[][] inputs = LayerSamples.Inputs(node, 5, seed: 1), references = LayerSamples.Inputs(node, 5, seed: 2);
            SecondMoments moments = LayerSamples.Moments(node, inputs, references);

            for (int part = 0; part < moments.Parts.Length; part++)
            {
                double[][] x = Seen(moments, part, inputs), r = Seen(moments, part, references);
                double[] mean = Mean(x), referenceMean = Mean(r);
                AssertEqual(mean, moments[part].Mean());
                AssertEqual(referenceMean, moments[part].ReferenceMean());
                AssertEqual(Average(x, vector => Outer(Minus(vector, mean), Minus(vector, mean))), moments[part].Covariance());
                AssertEqual(Average([.. x.Zip(r)], pair => Outer(Minus(pair.Second, pair.First), Minus(pair.First, mean))), moments[part].Drift()!);
            }
        }
    }

    [TestMethod]
    public void AreSummedInTheOrderOfTheSamplesOnHoweverManyCores()
    {
        Node node = LayerSamples.Layer(new FullyConnected(ActivationRange.None), [64, 96], [4, 96]);
        float[][] inputs = LayerSamples.Inputs(node, 2, seed: 1);

        double[] covariance = LayerSamples.Moments(node, inputs)[0].Covariance();

        double[] sums = new double[96], products = new double[96 * 96];
        foreach (float[] x in inputs.SelectMany(input => input.Chunk(96)))
        {
            for (int i = 0; i < x.Length; i++)
            {
                sums[i] += x[i];
                for (int j = i; j < x.Length; j++) products[(i * 96) + j] += (double)x[i] * x[j];
            }
        }

        for (int i = 0; i < 96; i++)
        {
            for (int j = i; j < 96; j++) Assert.AreEqual((products[(i * 96) + j] / 128) - (sums[i] / 128 * (sums[j] / 128)), covariance[(i * 96) + j]);
        }
    }

    [TestMethod]
    public void OfManyPositionsOnlySomeOfEachColumnCount()
    {
        Node node = LayerSamples.Layer(new Conv2D(Window.Unit, ActivationRange.None), [1, 512, 512, 1], [1, 1, 1, 1]);
        float[] columns = [.. Enumerable.Range(0, 512 * 512).Select(i => (float)(i % 512))];

        SecondMoments moments = LayerSamples.Moments(node, [columns]);

        Assert.IsInRange(20_000, 1 << 15, moments[0].Count);
        Assert.AreEqual(255.5, moments[0].Mean()[0], 1);
        Assert.AreEqual(512 * 512 / 12.0, moments[0].Covariance()[0], 50);
    }

    [TestMethod]
    public void LongFiltersAreTakenInParts()
    {
        Node node = LayerSamples.Layer(new FullyConnected(ActivationRange.None), [2, 2500], [1, 2500]);
        float[][] inputs = LayerSamples.Inputs(node, 1, seed: 4);

        SecondMoments moments = LayerSamples.Moments(node, inputs);

        CollectionAssert.AreEqual(new[] { 833, 833, 834 }, moments.Parts.Select(part => part.Length).ToArray());
        AssertEqual(Mean(Seen(moments, 2, inputs)), moments[2].Mean());
    }

    private static double[][] Seen(SecondMoments moments, int index, float[][] inputs)
    {
        FilterPart part = moments.Parts[index];
        return
        [
            .. from input in inputs
               from position in Enumerable.Range(0, moments.Field.Positions)
               select Gather(input, position).AsSpan(part.First, part.Length).ToArray(),
        ];

        double[] Gather(float[] input, int position)
        {
            double[] field = new double[moments.Field.Length];
            moments.Field.See(input, position, part.Group, field);
            return field;
        }
    }

    private static double[] Mean(double[][] vectors) => Average(vectors, vector => vector);

    private static double[] Average<T>(T[] items, Func<T, double[]> value)
    {
        double[][] values = [.. items.Select(value)];
        return [.. Enumerable.Range(0, values[0].Length).Select(i => values.Average(vector => vector[i]))];
    }

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left - right)];

    private static double[] Outer(double[] a, double[] b) => [.. a.SelectMany(left => b.Select(right => left * right))];

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-9);
    }
}
