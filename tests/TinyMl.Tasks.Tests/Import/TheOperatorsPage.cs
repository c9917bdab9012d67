using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Import.Onnx;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>docs/operators.md and the README's counts against the importers' tables and what the standard's tests give.</summary>
[TestClass]
public sealed class TheOperatorsPage
{
    private static readonly string[] _suites = ["node", "pytorch-converted", "pytorch-operator", "simple"];

    [TestMethod]
    public void ListsWhatIsImportedWithTheStandardsTests()
    {
        OnnxStandardSuite[] suites = [.. _suites.Select(OnnxStandardSuite.Run)];

        string onnx = Table("| operator | activations | the standard's tests | |\n|---|---|--:|---|\n", OperatorTable.Operators, name => $"{Count(suites.SelectMany(suite => suite.Passed), name)} | ");
        string tfLite = Table("| operator | activations | |\n|---|---|---|\n", SupportedOperators.Operators, _ => "");

        string page = File.ReadAllText(RepositoryFiles.Find("docs", "operators.md"));
        Assert.Contains(onnx, page, $"The table of docs/operators.md should be:\n{onnx}");
        Assert.Contains(tfLite, page, $"The table of docs/operators.md should be:\n{tfLite}");
    }

    [TestMethod]
    public void TheReadmeCountsTheStandardsTests()
    {
        var rows = new StringBuilder();
        foreach (string name in _suites)
        {
            OnnxStandardSuite suite = OnnxStandardSuite.Run(name);
            rows.Append(FormattableString.Invariant($"| {name} | {suite.Passed.Count} | {suite.Refused.Count} | {suite.Failures.Count} |\n"));
        }

        Assert.Contains(rows.ToString(), File.ReadAllText(RepositoryFiles.Find("README.md")), $"The README's table should be:\n{rows}");
    }

    [TestMethod]
    public void ClaimsNoMoreIntegersThanTheGraphsOfTheStandardsTestsHave()
    {
        OnnxStandardTest[] passed = [.. _suites.SelectMany(suite => OnnxStandardSuite.Run(suite).Passed)];
        foreach ((string name, SupportedOperator<OnnxNode> supported) in OperatorTable.Operators)
        {
            ElementType[] claimed = supported.Types switch
            {
                ActivationTypes.ToInt16 => [ElementType.Int8, ElementType.Int16],
                ActivationTypes.ToInt8 => [ElementType.Int8],
                _ => [],
            };
            Graph[] graphs = [.. passed.Where(test => test.Operators.Count() == 1 && test.Operators.First() == name).SelectMany(test => test.Graphs)];
            foreach (ElementType type in claimed) Assert.IsTrue(graphs.Length == 0 || graphs.Any(graph => ComputesWith(graph, type)), $"{name} {type}");
        }
    }

    private static bool ComputesWith(Graph graph, ElementType type) =>
        graph.Nodes.Where(node => node.Inputs.Concat(node.Outputs).Any(tensor => tensor.Type == ElementType.Float32)).All(node => node.Operator.ComputesWith(type));

    private static int Count(IEnumerable<OnnxStandardTest> tests, string name) => tests.Count(test => test.Operators.Contains(name));

    private static string Table<TNode>(string header, IEnumerable<KeyValuePair<string, SupportedOperator<TNode>>> operators, Func<string, string> column) =>
        header + string.Concat(operators.Select(pair => $"| `{pair.Key}` | {pair.Value.Types} | {column(pair.Key)}{pair.Value.Limits} |\n"));
}
