using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TinyMl.Tasks.Tests.Emit;

/// <summary>Compiles accessors as a project of the oldest language that they support does.</summary>
internal static class Compilation
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "TinyMl.Kernels.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The errors and warnings of the sources in C# 7.3.</summary>
    public static ImmutableArray<string> Problems(params string[] sources) =>
        [.. Compile(sources).GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString())];

    /// <summary>The assembly of the sources, in which a resource may be embedded.</summary>
    public static Assembly Load(string source, string? resourceName = null, byte[]? resource = null)
    {
        using var image = new MemoryStream();
        ResourceDescription[] resources = resource is null ? [] : [new ResourceDescription(resourceName!, () => new MemoryStream(resource), isPublic: true)];
        Microsoft.CodeAnalysis.Emit.EmitResult result = Compile([source]).Emit(image, manifestResources: resources);
        if (!result.Success) throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    private static CSharpCompilation Compile(string[] sources) => CSharpCompilation.Create(
        "Accessors",
        sources.Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp7_3))),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
