using System;
using System.IO;
using System.IO.Hashing;
using System.Threading;
using TinyMl.Tasks;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Benchmarks;

/// <summary>Compiles model files as a build does.</summary>
internal static class Compilation
{
    public static CompiledModel Run(string path, CompileOptions options)
    {
        var source = new SourceReport(Path.GetFileName(path), Convert.ToHexStringLower(XxHash128.Hash(File.ReadAllBytes(path))));
        return ModelCompiler.Compile(ModelCompiler.Import(path, "Model", CancellationToken.None), source, options, CancellationToken.None);
    }
}
