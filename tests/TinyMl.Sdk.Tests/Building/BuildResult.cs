using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Build.Logging.StructuredLogger;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Build = Microsoft.Build.Logging.StructuredLogger.Build;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>What a build did, by its binary log.</summary>
internal sealed class BuildResult(int exitCode, string output, Build log)
{
    /// <summary>The tasks of the package, as they are called in a log.</summary>
    private static readonly string[] TaskNames = ["ResolveModels", "ImportModels", "CompileModels", "WriteAccessors", "CheckBudget", "WriteDesignTimeAccessors"];

    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    public IReadOnlyList<Error> Errors { get; } = log.FindChildrenRecursive<Error>();

    public IReadOnlyList<Warning> Warnings { get; } = log.FindChildrenRecursive<Warning>();

    /// <summary>The tasks of the package that ran, in order.</summary>
    public IReadOnlyList<string> TasksRun { get; } = [.. log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => TaskNames.Contains(task.Name)).Select(task => task.Name)];

    /// <summary>Whether the compiler of the language ran.</summary>
    public bool CompilerRan { get; } = log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => task.Name is "Csc" or "Vbc" or "Fsc").Any();

    /// <summary>Whether one of the package's tasks ran in another process than the build.</summary>
    public bool LaunchedTaskHostForOurTasks { get; } = log
        .FindChildrenRecursive<Message>(message => message.Text.Contains("task host", StringComparison.OrdinalIgnoreCase) && TaskNames.Any(name => message.Text.Contains(name, StringComparison.Ordinal)))
        .Any();

    /// <summary>The names of the models that a task worked on.</summary>
    public string[] WorkedOn(string task) =>
    [
        .. log.FindChildrenRecursive<Message>(message => message.Text.StartsWith(task + ": ", StringComparison.Ordinal)).Select(message => message.Text[(task.Length + 2)..]),
    ];

    public BuildResult ShouldSucceed()
    {
        Assert.AreEqual(0, ExitCode, Output);
        Assert.IsEmpty(Warnings, Output);
        return this;
    }

    /// <summary>The one error of a build that failed.</summary>
    public Error ShouldFailWith(string code)
    {
        Assert.AreNotEqual(0, ExitCode, Output);
        Assert.HasCount(1, Errors, Output);
        Assert.AreEqual(code, Errors[0].Code, Output);
        return Errors[0];
    }

    public BuildResult ShouldRunTasks(params string[] names)
    {
        CollectionAssert.AreEqual(names, TasksRun.ToArray(), Output);
        return this;
    }
}
