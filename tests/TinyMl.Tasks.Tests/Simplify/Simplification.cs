using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Simplify;
using TinyMl.Tasks.Tests.Graphs;

namespace TinyMl.Tasks.Tests.Simplify;

/// <summary>What tests ask of a simplified graph.</summary>
internal static class Simplification
{
    public static Graph Simplified(this Graph graph) => Simplifier.Run(graph, CancellationToken.None).Graph;

    public static ImmutableArray<AppliedPass> Passes(this Graph graph) => Simplifier.Run(graph, CancellationToken.None).Passes;

    /// <summary>The operators' names in order, joined by spaces.</summary>
    public static string Operators(this Graph graph) => string.Join(' ', graph.Nodes.Select(node => node.Operator.Name));

    /// <summary>Simplifies a float graph, and checks that it has the same outputs and computes the same to float rounding of its constants.</summary>
    public static Graph SimplifiedEquivalently(this Graph graph)
    {
        Graph simplified = graph.Simplified();

        CollectionAssert.AreEqual(graph.Inputs, simplified.Inputs);
        CollectionAssert.AreEqual(graph.Outputs, simplified.Outputs);
        foreach (Node node in simplified.Nodes) Assert.AreEqual(node.Operator.InferShape(node.Inputs), node.Output.Shape, node.ToString());
        for (int seed = 0; seed < 3; seed++)
        {
            double[][] expected = ReferenceEvaluation.Evaluate(graph, seed, out double largest), actual = ReferenceEvaluation.Evaluate(simplified, seed, out _);
            for (int output = 0; output < expected.Length; output++)
            {
                double error = expected[output].Zip(actual[output], (a, b) => Math.Abs(a - b)).Max();
                Assert.IsLessThanOrEqualTo(1e-6 * (largest + 1e-3), error);
            }
        }

        return simplified;
    }
}
