using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>Runs <c>dotnet</c> as on a developer's command line: nothing of the test run's own environment reaches it.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command and returns its exit code and what it printed.</summary>
    public static Task<(int ExitCode, string Output)> Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("dotnet", folder, environment, arguments);

    /// <summary>Runs a program and returns its exit code and what it printed.</summary>
    public static Task<(int ExitCode, string Output)> Start(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(program, folder, environment, _ => Task.CompletedTask, arguments);

    /// <summary>Does something while a program runs.</summary>
    public static async Task<(int ExitCode, string Output)> Start(
        string program, string folder, IReadOnlyDictionary<string, string> environment, Func<Process, Task> meanwhile, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfTestRun).ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await meanwhile(process);
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }

    private static bool IsOfTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "NUGET_PACKAGES";
}
