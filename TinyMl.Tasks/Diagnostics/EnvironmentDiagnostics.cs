using System;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>The diagnostics of the environment that tasks can meet (TML4004), and the one of our own defects (TML9001).</summary>
internal static class EnvironmentDiagnostics
{
    public static DiagnosticException NotWritable(string path, Exception cause) =>
        new(new Diagnostic("TML4004", $"The output '{path}' cannot be written: {cause.Message} Remove what is in the way, or free space and rights."), cause);

    public static Diagnostic Defect(Exception cause) =>
        new("TML9001", $"This is a defect of TinyMl.Sdk: {cause.GetType().Name}: {cause.Message} Please report it with this text, the version and, if possible, the model.");
}
