using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Import.Onnx;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>The standard's own backend tests: each matches, or is refused by name.</summary>
[TestClass]
public sealed class OnnxStandardTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("node")]
    [DataRow("pytorch-converted")]
    [DataRow("pytorch-operator")]
    [DataRow("simple")]
    public void WhatIsImportedGivesTheStandardsOutputs(string name)
    {
        OnnxStandardSuite suite = OnnxStandardSuite.Run(name);

        foreach ((OnnxStandardTest test, string reason) in suite.Refused)
        {
            bool isClaimed = test.Operators.All(OperatorTable.Names.Contains);
            TestContext.WriteLine($"refused{(isClaimed ? " although each operator is known" : "")}: {test.Name}: {reason}");
        }

        TestContext.WriteLine($"{suite.Passed.Count} passed, {suite.Refused.Count} refused, {suite.Failures.Count} failed");
        Assert.IsEmpty(suite.Failures, string.Join('\n', suite.Failures));
        Assert.IsNotEmpty(suite.Passed);
    }
}
