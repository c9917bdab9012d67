using System.IO;

namespace TinyMl.Kernels.MonoHost;

/// <summary>Arguments: a packed model, a file of input records, the file to write the outputs to.</summary>
internal static class Program
{
    private static void Main(string[] arguments) =>
        File.WriteAllBytes(arguments[2], RecordRunner.Run(File.ReadAllBytes(arguments[0]), File.ReadAllBytes(arguments[1])));
}
