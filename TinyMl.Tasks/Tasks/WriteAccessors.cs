using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Writes the typed accessors.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteAccessors : ModelTask
{
    private protected override void Run() => ForEach(
        OutOfDate(model => ([Folder.AccessorKey(model.Name), Folder.Compiled(model.Name)], [Folder.Accessor(model.Name)])),
        Write);

    private void Write(ModelItem model)
    {
        ModelReport report = ReportFile.Read(File.ReadAllBytes(Folder.Compiled(model.Name)));
        var accessor = new Accessor(model.Name, model.Namespace, model.LogicalName, Labels(model))
        {
            FlashBytes = report.Flash.Bytes,
            ArenaBytes = report.Ram.Arena,
            Kernels = report.Kernels,
        };
        OutputFile.Write(Folder.Accessor(model.Name), AccessorWriter.Write(accessor));
    }

    /// <summary>The shape of what looks most like scores: the first output of real values.</summary>
    private static Shape Scores(IReadOnlyList<TensorInfo> outputs)
    {
        TensorInfo scores = outputs.FirstOrDefault(output => output.ElementType == ElementType.Float32 || output.Scale > 0) ?? outputs[0];
        return new Shape([.. scores.Shape]);
    }

    private ImmutableArray<string>? Labels(ModelItem model)
    {
        if (model.Labels is null) return null;
        ImmutableArray<string> labels = LabelsFile.Read(model.Labels);
        IReadOnlyList<TensorInfo> outputs = TinyModel.Load(File.ReadAllBytes(Folder.Packed(model.Name))).Outputs;
        return TinyModel.ScoresOf(outputs, labels.Length) >= 0 ? labels : throw ModelDiagnostics.LabelCount(model.Labels, labels.Length, Scores(outputs));
    }
}
