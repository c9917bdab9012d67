using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using static TinyMl.Tasks.Tests.Budget.BudgetSamples;

namespace TinyMl.Tasks.Tests.Budget;

/// <summary>The cost model against published latencies; docs/cost-model.md has both, and a failure prints the tables, to be put there.</summary>
[TestClass]
public sealed class TheCostModelPage
{
    private static readonly string[] Models = ["kws_int8.tflite", "vww_int8.tflite", "ic_int8.tflite", "ad_int8.tflite"];

    // Milliseconds of the models, from the results of MLPerf Tiny v1.2, closed division.
    private static readonly (string System, string Core, int Clock, double[] Latencies)[] Fitted =
    [
        ("NUCLEO-G0B1RE, Bosch HALE", "Cortex-M0+", 64, [474.608, 1414.427, 1522.07, 40.893]),
        ("NUCLEO-L4R5ZI, Bosch HALE", "Cortex-M4F", 120, [60.158, 180.505, 180.538, 5.835]),
        ("NUCLEO-H7A3ZI, Bosch HALE", "Cortex-M7", 280, [14.688, 43.764, 45.848, 1.359]),
        ("NUCLEO-U575ZI, Bosch HALE", "Cortex-M33F", 160, [38.583, 119.832, 120.54, 3.804]),
        ("EK-RA8D1, TensorFlow Lite Micro", "Cortex-M85", 480, [3.465, 13.393, 8.478, 0.531]),
    ];

    private static readonly (string System, string Core, int Clock, double[] Latencies)[] Others =
    [
        ("DISCO-F746NG, Bosch HALE", "Cortex-M7", 216, [18.959, 57.248, 62.555, 1.711]),
        ("CY8CPROTO-062-4343W, Bosch HALE", "Cortex-M4F", 150, [54.154, 154.679, 162.206, 5.969]),
    ];

    private static string Page => File.ReadAllText(RepositoryFiles.Find("docs", "cost-model.md"));

    [TestMethod]
    public void HasTheCyclesOfEveryCore() => AssertHas(
        ["| core | convolution | depthwise | fully connected | from |", "|---|--:|--:|--:|---|"],
        CoreClasses.All.Select(core => $"| {core.Name} | {Figure(core.Convolution)} | {Figure(core.Depthwise)} | {Figure(core.FullyConnected)} | {core.Source} |"));

    [TestMethod]
    public void HasTheMeasuredLatenciesBesideTheEstimates()
    {
        LayerReport[][] models = ReadModels();
        AssertHas(
            ["| system | key words | wake words | images | anomalies |", "|---|--:|--:|--:|--:|"],
            Fitted.Concat(Others).Select(system =>
                $"| {system.System}, {system.Core} at {system.Clock} MHz | {string.Join(" | ", models.Select((layers, i) => $"{Figure(system.Latencies[i])}, estimated {Figure(Estimate(layers, system.Core, system.Clock).Milliseconds)}"))} |"));
    }

    [TestMethod]
    public void GivesTheLatenciesOfMeasuredSystems()
    {
        LayerReport[][] models = ReadModels();
        foreach ((string system, string core, int clock, double[] latencies) in Fitted.Concat(Others))
        {
            for (int i = 0; i < models.Length; i++) Assert.IsInRange(0.75, 1.25, Estimate(models[i], core, clock).Milliseconds / latencies[i], $"{system}, {Models[i]}");
        }
    }

    [TestMethod]
    public void FollowsFromTheMeasurementsByLeastSquares()
    {
        LayerReport[][] models = ReadModels();
        foreach ((_, string name, int clock, double[] latencies) in Fitted)
        {
            // Cycles that each kind of layer takes at one a multiply-accumulate, as a share of those measured.
            double[][] rows = [.. models.Select((layers, i) => Kinds.Select(kind => layers.Sum(layer => layer.Macs * kind.CyclesPerMac(layer)) / (latencies[i] * clock * 1000)).ToArray())];
            double[] fit = LeastSquares(rows);

            CoreClass core = CoreClasses.Of(Board(name, clock))!;
            double[] figures = [core.Convolution, core.Depthwise, core.FullyConnected];
            for (int kind = 0; kind < fit.Length; kind++) Assert.AreEqual(fit[kind], figures[kind], 0.005, $"{name}, kind {kind}");
        }
    }

    // The three kinds of layers, one at a time.
    private static CoreClass[] Kinds { get; } = [new("", [], 1, 0, 0, ""), new("", [], 0, 1, 0, ""), new("", [], 0, 0, 1, "")];

    // The layers of the files as they are, with the channels that the compiler would remove.
    private static LayerReport[][] ReadModels() =>
        [.. from model in Models
            let graph = SharedModel.Import(model)
            select graph.Nodes.Select(node => Layer(node.Name, 0, 0) with { Op = node.Operator.Name, Macs = node.Macs, Type = nameof(ElementType.Int8) }).ToArray()];

    private static EstimateReport Estimate(LayerReport[] layers, string core, int clock) => CostModel.Estimate(Report("m", "Int8", 0, 0, layers), Board(core, clock)).Estimate!;

    private static Device Board(string core, int clock) => BudgetSamples.Board("board", null, null) with { Core = core, ClockMHz = clock };

    /// <summary>The factors of the columns by which the rows come nearest to 1, by the normal equations.</summary>
    private static double[] LeastSquares(double[][] rows)
    {
        int n = rows[0].Length;
        double[][] matrix = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n + 1).Select(j => rows.Sum(row => row[i] * (j < n ? row[j] : 1))).ToArray())];
        for (int pivot = 0; pivot < n; pivot++)
        {
            for (int i = 0; i < n; i++)
            {
                if (i == pivot) continue;
                double factor = matrix[i][pivot] / matrix[pivot][pivot];
                for (int j = 0; j <= n; j++) matrix[i][j] -= factor * matrix[pivot][j];
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => matrix[i][n] / matrix[i][i])];
    }

    private static void AssertHas(string[] header, IEnumerable<string> rows)
    {
        string table = string.Join('\n', [.. header, .. rows]) + "\n";

        Assert.Contains($"\n{table}", Page, $"The page should have:\n{table}");
        Assert.DoesNotContain($"\n{table}|", Page, "The page has a row more.");
    }

    private static string Figure(double figure) => figure.ToString("#,0.##", CultureInfo.InvariantCulture);
}
