using System;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>Compiles what is probably no model, through all rooms, within bounds of memory.</summary>
internal static class Compilation
{
    // Far more than such a model needs, far less than a build machine has.
    private const long AllowedBytes = 1L << 30;

    // Ends what would otherwise never end; nothing here takes a second on an idle machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The code of the diagnostic that stops the compilation; null where there is nothing to say.</summary>
    public static string? CodeOf(string path, CompileOptions options)
    {
        using var limit = new CancellationTokenSource(Limit);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            StagedGraph staged = ModelCompiler.Import(path, "Model", limit.Token);
            CompiledModel compiled = ModelCompiler.Compile(staged, new SourceReport(Path.GetFileName(path), ""), options, CompileProgress.None, limit.Token);
            TinyModel.Load(compiled.Packed).Invoke();
            Assert.IsNotEmpty(ReportFile.Write(compiled.Report));
            return null;
        }
        catch (DiagnosticException exception)
        {
            Assert.AreNotEqual("TML9001", exception.Diagnostic.Code, exception.Message);
            return exception.Diagnostic.Code;
        }
        finally
        {
            Assert.IsLessThan(AllowedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
