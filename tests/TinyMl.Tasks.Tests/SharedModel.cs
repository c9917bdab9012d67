using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Tests.Simplify;

namespace TinyMl.Tasks.Tests;

/// <summary>A model of the shared folder, simplified, and its data.</summary>
internal sealed class SharedModel(string file)
{
    /// <summary>The model's file.</summary>
    public string Path { get; } = SharedFiles.Find(System.IO.Path.Combine("models", file));

    /// <summary>The simplified graph.</summary>
    public Graph Graph => field ??= Import(file).Simplified();

    /// <summary>The graph as the file has it.</summary>
    public static Graph Import(string file) => ModelImporter.Import(SharedFiles.Find($"models/{file}"), "Model", CancellationToken.None).Graph;

    /// <summary>A data file of the shared folder.</summary>
    public SampleSet Read(string data, bool withTargets = false) => SampleSet.Read(SharedFiles.Find(data), Graph.Inputs, withTargets);

    /// <summary>How well a packed model does beside the graph.</summary>
    public AccuracyReport Measure(byte[] packed, SampleSet samples) => Evaluator.Measure(Graph, packed, samples, CancellationToken.None);
}
