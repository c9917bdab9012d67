using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Source files to simplified graphs.</summary>
[MSBuildMultiThreadableTask]
public sealed class ImportModels : ModelTask
{
    /// <summary>The version of the package in use.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>The property TinyMlCacheDirectory; empty for no cache.</summary>
    public string CacheFolder { get; set; } = "";

    private protected override void Run()
    {
        ForEach(OutOfDate(model => ([Folder.ImportKey(model.Name)], [Folder.Graph(model.Name)])), Import);
        Folder.WriteExternalList(Models.Select(item => ModelItem.Parse(MetadataOf(item), RootNamespace)));
    }

    private void Import(ModelItem model)
    {
        var keys = new StageKeys(PackageVersion);
        var cache = StageCache.Open(CacheFolder, ProjectDirectory);
        string key = ContentHash.Of(Encoding.UTF8.GetBytes(OutputFile.ReadText(Folder.ImportKey(model.Name)) ?? ""));
        byte[]? graph = cache.Read(key, ".graph");
        if (graph is null)
        {
            string folder = Path.GetDirectoryName(model.Path)!;
            StagedGraph staged = ModelCompiler.Import(model.Path, model.Name, Cancellation);

            // Relative to the model, so that the graph is the same bytes wherever the model lies.
            staged = staged with { ExternalFiles = [.. staged.ExternalFiles.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))] };
            graph = Bytes(staged);
            OutputFile.WriteWhenDifferent(Folder.External(model.Name), string.Concat(staged.ExternalFiles.Select(file => file + "\n")));

            // Only now it is known which other files the model is made of.
            string settled = keys.Import(model, Folder.ExternalFiles(model));
            OutputFile.WriteWhenDifferent(Folder.ImportKey(model.Name), settled);
            cache.Write(ContentHash.Of(Encoding.UTF8.GetBytes(settled)), ".graph", graph);
        }

        OutputFile.Write(Folder.Graph(model.Name), graph);
    }

    private static byte[] Bytes(StagedGraph staged)
    {
        using var stream = new MemoryStream();
        GraphFile.Write(stream, staged);
        return stream.ToArray();
    }
}
