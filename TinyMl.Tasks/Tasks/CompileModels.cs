using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Recipes;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Graphs to packed models.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompileModels : ModelTask
{
    /// <summary>The property TinyMlCacheDirectory; empty for no cache.</summary>
    public string CacheFolder { get; set; } = "";

    private protected override void Run()
    {
        ModelItem[] all = [.. Models.Select(item => ModelItem.Parse(MetadataOf(item), RootNamespace))];
        var project = ProjectBudget.Resolve(BudgetProperties, Devices);
        ForEach(
            OutOfDate(model => ([Folder.CompileKey(model.Name), Folder.Graph(model.Name)], [Folder.Packed(model.Name), Folder.Compiled(model.Name), Folder.Recipe(model.Name)])),
            model => Compile(BudgetShares.Apply(model, all, project)));
    }

    private void Compile(ModelItem model)
    {
        var cache = StageCache.Open(CacheFolder, ProjectDirectory);
        byte[] graph = File.ReadAllBytes(Folder.Graph(model.Name));
        string key = ContentHash.Of(graph, File.ReadAllBytes(Folder.CompileKey(model.Name)));
        byte[]? packed = cache.Read(key, ".tinyml");
        byte[]? report = cache.Read(key, ".json");
        byte[]? recipe = cache.Read(key, ".recipe.json");
        if (packed is null || report is null || recipe is null)
        {
            var source = new SourceReport(Path.GetFileName(model.Path), ContentHash.OfFile(model.Path));
            var progress = new CompileProgress(model.Include, text => Log.LogMessage(MessageImportance.High, text), TimeProvider.System);
            CompiledModel compiled = ModelCompiler.Compile(GraphFile.Read(new MemoryStream(graph)), source, model.Compile, progress, Cancellation);
            packed = compiled.Packed;
            report = ReportFile.Write(compiled.Report);
            recipe = RecipeWriter.Write(compiled.Recipe);
            cache.Write(key, ".tinyml", packed);
            cache.Write(key, ".json", report);
            cache.Write(key, ".recipe.json", recipe);
        }

        OutputFile.Write(Folder.Packed(model.Name), packed);
        OutputFile.Write(Folder.Compiled(model.Name), report);
        OutputFile.Write(Folder.Recipe(model.Name), recipe);
    }
}
