using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>The standard's own backend tests, which Debian packages as libonnx-testdata: each matches, or is refused by name.</summary>
[TestClass]
public sealed class OnnxStandardTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("node")]
    [DataRow("pytorch-converted")]
    [DataRow("pytorch-operator")]
    public void WhatIsImportedGivesTheStandardsOutputs(string suite)
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("TINYML_ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data", suite);
        if (!Directory.Exists(folder)) Assert.Inconclusive("The Debian package libonnx-testdata is not installed; TINYML_ONNX_TESTDATA can name the folder 'data' of it.");

        var passed = new List<OnnxStandardTest>();
        var failed = new List<string>();
        int refused = 0;
        foreach (string directory in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var test = new OnnxStandardTest(directory);
            switch (test.Run(out string refusal))
            {
                case "":
                    passed.Add(test);
                    break;
                case null:
                    refused++;
                    bool isClaimed = test.Operators.All(OperatorTable.Names.Contains);
                    TestContext.WriteLine($"refused{(isClaimed ? " although each operator is known" : "")}: {test.Name}: {refusal}");
                    break;
                case { } difference:
                    failed.Add(difference);
                    break;
            }
        }

        foreach (var tests in passed.SelectMany(test => test.Operators).GroupBy(name => name).OrderBy(tests => tests.Key, StringComparer.Ordinal)) TestContext.WriteLine($"{tests.Key}: {tests.Count()}");
        TestContext.WriteLine($"{passed.Count} passed, {refused} refused, {failed.Count} failed");
        Assert.IsEmpty(failed, string.Join('\n', failed));
        Assert.IsNotEmpty(passed);
    }
}
