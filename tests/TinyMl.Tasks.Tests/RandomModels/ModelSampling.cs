using System;
using System.Globalization;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>
/// The seeds of random graphs: the same ones in every run of the tests. The environment variable TINYML_RANDOM_GRAPHS asks for as many new
/// ones instead, which CsCheck draws; either way the seed that fails is in the message.
/// </summary>
internal static class ModelSampling
{
    private const string Variable = "TINYML_RANDOM_GRAPHS";

    /// <summary>Runs a test for so many seeds.</summary>
    public static void Sample(TestContext context, int count, Action<int> test)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text)
        {
            count = int.Parse(text, CultureInfo.InvariantCulture);
            Gen.Int[0, int.MaxValue - 1].Sample(test, iter: count, threads: 1);
        }
        else
        {
            for (int seed = 0; seed < count; seed++) Run(test, seed);
        }

        context.WriteLine($"{count} graphs");
    }

    private static void Run(Action<int> test, int seed)
    {
        try
        {
            test(seed);
        }
        catch (Exception exception)
        {
            throw new AssertFailedException($"The graph of seed {seed}: {exception.Message}", exception);
        }
    }
}
