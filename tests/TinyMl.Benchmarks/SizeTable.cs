using System;
using System.Diagnostics;
using System.IO;
using TinyMl.Tasks;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Benchmarks;

/// <summary>What models take: quantized files as they are, float files as they are too, because sizes of Int8 need no data to compare.</summary>
internal static class SizeTable
{
    public static void Print(string[] models, CompileOptions options)
    {
        Console.WriteLine($"{"model",-26}{"file",9}{"packed",9}{"weights",9}{"biases",8}{"quant.",8}{"graph",7}{"arena",8}{"bound",8}{"runtime",8}{"MACs",12}{"ms",7}");
        foreach (string model in models)
        {
            try
            {
                long start = Stopwatch.GetTimestamp();
                CompiledModel compiled = Compilation.Run(model, options);
                double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                (FlashReport flash, RamReport ram) = (compiled.Report.Flash, compiled.Report.Ram);
                Console.WriteLine($"{Path.GetFileName(model),-26}{new FileInfo(model).Length,9}{flash.Bytes,9}{flash.Weights,9}{flash.Biases,8}{flash.Quantization,8}{flash.Graph,7}{ram.Arena,8}{ram.LowerBound,8}{ram.Runtime,8}{compiled.Report.Macs,12}{milliseconds,7:0}");
            }
            catch (DiagnosticException exception)
            {
                Console.WriteLine($"{Path.GetFileName(model),-26}{exception.Diagnostic.Code} {exception.Message}");
            }
        }
    }
}
