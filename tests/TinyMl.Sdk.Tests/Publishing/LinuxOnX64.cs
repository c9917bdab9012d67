using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Sdk.Tests.Publishing;

/// <summary>The platform on which programs are published and run; tests that need it are skipped elsewhere.</summary>
internal static class LinuxOnX64
{
    public static void Require()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64) Assert.Inconclusive("Programs are published for Linux on x64, and this is another system.");
    }

    /// <summary>NativeAOT links by clang, or by gcc where there is none.</summary>
    public static void RequireLinker()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc"))))
        {
            Assert.Inconclusive("NativeAOT needs a C linker, and neither clang nor gcc is on the PATH.");
        }
    }
}
