using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;
using TinyMl.Tasks;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

namespace TinyMl.Benchmarks;

/// <summary>Compiles model files as a build does.</summary>
internal static class Compilation
{
    public static CompiledModel Run(string path, CompileOptions options) =>
        ModelCompiler.Compile(Import(path), Source(path), options, CompileProgress.None, CancellationToken.None);

    /// <summary>The first stage.</summary>
    public static StagedGraph Import(string path) => ModelCompiler.Import(path, "Model", CancellationToken.None);

    /// <summary>What reports say of a file.</summary>
    public static SourceReport Source(string path) => new(Path.GetFileName(path), Convert.ToHexStringLower(XxHash128.Hash(File.ReadAllBytes(path))));
}
