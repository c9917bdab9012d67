using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>A suite of the standard's backend tests, which Debian packages as libonnx-testdata; run once for all who ask.</summary>
internal sealed class OnnxStandardSuite
{
    private static readonly ConcurrentDictionary<string, Lazy<OnnxStandardSuite>> _suites = new(StringComparer.Ordinal);

    private OnnxStandardSuite(string folder)
    {
        var passed = new List<OnnxStandardTest>();
        var refused = new List<(OnnxStandardTest, string)>();
        var failures = new List<string>();
        foreach (string directory in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var test = new OnnxStandardTest(directory);
            switch (test.Run(out string refusal))
            {
                case "":
                    passed.Add(test);
                    break;
                case null:
                    refused.Add((test, refusal));
                    break;
                case { } difference:
                    failures.Add(difference);
                    break;
            }
        }

        Passed = passed;
        Refused = refused;
        Failures = failures;
    }

    public IReadOnlyList<OnnxStandardTest> Passed { get; }

    /// <summary>Tests that are not imported, and why.</summary>
    public IReadOnlyList<(OnnxStandardTest Test, string Reason)> Refused { get; }

    /// <summary>What differs from the standard's outputs.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>Runs a suite; inconclusive where the package is not installed.</summary>
    public static OnnxStandardSuite Run(string name)
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("TINYML_ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data", name);
        if (!Directory.Exists(folder)) Assert.Inconclusive("The Debian package libonnx-testdata is not installed; TINYML_ONNX_TESTDATA can name the folder 'data' of it.");
        return _suites.GetOrAdd(folder, path => new Lazy<OnnxStandardSuite>(() => new OnnxStandardSuite(path))).Value;
    }
}
