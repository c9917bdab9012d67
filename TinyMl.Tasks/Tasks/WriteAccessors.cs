using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
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

    private ImmutableArray<string>? Labels(ModelItem model)
    {
        if (model.Labels is null) return null;
        ImmutableArray<string> labels = LabelsFile.Read(model.Labels);
        IReadOnlyList<TensorInfo> outputs = TinyModel.Load(File.ReadAllBytes(Folder.Packed(model.Name))).Outputs;
        var shape = new Shape([.. outputs[0].Shape]);
        return shape.ElementCount == labels.Length ? labels : throw ModelDiagnostics.LabelCount(model.Labels, labels.Length, shape);
    }
}
