using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Stages;

/// <summary>The files of a project's models in <c>obj/.../tinyml/</c>; the targets name the same ones.</summary>
/// <param name="Path">The absolute path of the folder.</param>
internal sealed record StageFolder(string Path)
{
    private static readonly string[] OutputSuffixes = [".tinyml", ".g.cs", ".report.json", ".recipe.json", ".design.g.cs"];

    private static readonly string[] StageSuffixes = [".import.key", ".external.txt", ".graph", ".compile.key", ".compiled.json", ".accessor.key"];

    public string ModelList => Stage("models.txt");

    /// <summary>The files beside the models that hold their weights, one absolute path a line.</summary>
    public string ExternalList => Stage("external.txt");

    public string CheckKey => Stage("check.key");

    /// <summary>Exists exactly when the last verdict had nothing to say.</summary>
    public string CheckStamp => Stage("check.stamp");

    public string DesignTimeNames => System.IO.Path.Combine(Path, "design", "names.txt");

    public string Packed(string name) => Output(name + ".tinyml");

    public string Accessor(string name) => Output(name + ".g.cs");

    public string DesignTimeAccessor(string name) => Output(name + ".design.g.cs");

    public string Report(string name) => Output(name + ".report.json");

    /// <summary>What was decided when the model was quantized.</summary>
    public string Recipe(string name) => Output(name + ".recipe.json");

    public string ImportKey(string name) => Stage(name + ".import.key");

    /// <summary>The names, relative to the model, of the files that hold its weights, one a line.</summary>
    public string External(string name) => Stage(name + ".external.txt");

    public string Graph(string name) => Stage(name + ".graph");

    public string CompileKey(string name) => Stage(name + ".compile.key");

    /// <summary>The model's report before the budget is known.</summary>
    public string Compiled(string name) => Stage(name + ".compiled.json");

    public string AccessorKey(string name) => Stage(name + ".accessor.key");

    /// <summary>The absolute paths of the files that held the model's weights when it was last imported.</summary>
    public IEnumerable<string> ExternalFiles(ModelItem model) =>
        (OutputFile.ReadText(External(model.Name)) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(relative => System.IO.Path.GetFullPath(relative, System.IO.Path.GetDirectoryName(model.Path)!));

    /// <summary>Notes the external files of all models in one list, which the targets read.</summary>
    public void WriteExternalList(IEnumerable<ModelItem> models)
    {
        string[] files = [.. models.SelectMany(ExternalFiles).Distinct(StringComparer.Ordinal)];
        if (files.Length > 0) OutputFile.WriteWhenDifferent(ExternalList, string.Concat(files.Select(file => file + "\n")));
        else OutputFile.Delete(ExternalList);
    }

    /// <summary>Deletes what models that are gone, or have another name now, left behind.</summary>
    public void DeleteAllBut(IEnumerable<string> names)
    {
        FrozenSet<string> kept = names.ToFrozenSet(StringComparer.Ordinal);
        DeleteOrphans(Path, OutputSuffixes);
        DeleteOrphans(System.IO.Path.Combine(Path, "stages"), StageSuffixes);

        void DeleteOrphans(string folder, string[] suffixes)
        {
            if (!Directory.Exists(folder)) return;
            foreach (string file in Directory.GetFiles(folder))
            {
                string fileName = System.IO.Path.GetFileName(file);
                string stem = fileName.Split('.')[0];
                if (suffixes.Contains(fileName[stem.Length..]) && !kept.Contains(stem)) OutputFile.Delete(file);
            }
        }
    }

    private string Output(string fileName) => System.IO.Path.Combine(Path, fileName);

    private string Stage(string fileName) => System.IO.Path.Combine(Path, "stages", fileName);
}
