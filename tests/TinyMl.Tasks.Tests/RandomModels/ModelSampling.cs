using System;
using System.Globalization;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>
/// Draws the seeds of random graphs by CsCheck, which prints the seed that fails. The environment variable TINYML_RANDOM_GRAPHS says how
/// many there are, for longer runs.
/// </summary>
internal static class ModelSampling
{
    private const string Variable = "TINYML_RANDOM_GRAPHS";

    /// <summary>Runs a test for so many seeds.</summary>
    public static void Sample(TestContext context, int count, Action<int> test)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text) count = int.Parse(text, CultureInfo.InvariantCulture);
        Gen.Int[0, int.MaxValue - 1].Sample(test, iter: count, threads: 1);
        context.WriteLine($"{count} graphs");
    }
}
