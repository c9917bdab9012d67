using System;
using System.Diagnostics;
using TinyMl.Tasks;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Benchmarks;

/// <summary>What quantization costs in accuracy.</summary>
internal static class AccuracyTable
{
    public static void Print(string model, string calibration, string validation)
    {
        foreach (QuantizationMode mode in new[] { QuantizationMode.None, QuantizationMode.Float16, QuantizationMode.Int16x8, QuantizationMode.Int8 })
        {
            Print(model, new CompileOptions { Quantization = mode, CalibrationData = calibration, ValidationData = validation });
        }
    }

    public static void PrintAgreement(string model, string data)
    {
        foreach (QuantizationMode mode in new[] { QuantizationMode.Int16x8, QuantizationMode.Int8 }) Print(model, new CompileOptions { Quantization = mode, CalibrationData = data });
    }

    private static void Print(string model, CompileOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        CompiledModel compiled = Compilation.Run(model, options);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        AccuracyReport accuracy = compiled.Report.Accuracy!;
        Console.WriteLine($"{options.Quantization,-8} {compiled.Report.Flash.Bytes,8} bytes  {accuracy.Metric} {accuracy.Packed:0.0000} (float {accuracy.Float:0.0000})  agreement {accuracy.Agreement:0.0000} of {accuracy.Samples}  SQNR {accuracy.SqnrDb:0.0} dB  ranges {compiled.Report.Ranges ?? "-"}  {seconds:0.0} s");
    }
}
