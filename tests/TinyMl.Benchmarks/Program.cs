using System;
using System.Globalization;
using System.Linq;
using TinyMl.Benchmarks;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Plan;

const string NoStreaming = "--no-streaming";
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["sizes", "--flash", string size, .. string[] models] when ByteSize.TryParse(size, out long budget):
        SizeTable.Print(models, new CompileOptions { Quantization = QuantizationMode.None, Compression = CompressionMode.Auto, FlashBudget = budget });
        break;
    case ["sizes", .. string[] models]:
        SizeTable.Print(models, new CompileOptions { Quantization = QuantizationMode.None });
        break;
    case ["accuracy", string model, string calibration, string validation]:
        AccuracyTable.Print(model, calibration, validation);
        break;
    case ["agreement", string model, string golden]:
        AccuracyTable.PrintAgreement(model, golden);
        break;
    case ["sweep", string model, string calibration, string validation, .. string[] options] when options.Length % 2 == 0:
        SubsetSweep.Print(model, calibration, validation, options);
        break;
    case ["arena", .. string[] arguments]:
        ArenaTable.Print([.. arguments.Where(argument => argument != NoStreaming)], PlanningOptions.Default with { Streaming = !arguments.Contains(NoStreaming) });
        break;
    case ["plan", string buffers]:
        PlanTable.Print(buffers);
        break;
    case ["overhead", string version, string pairs]:
        BuildOverhead.Print(version, int.Parse(pairs, CultureInfo.InvariantCulture));
        break;
    case ["builds", string version, string shared, string runs]:
        BuildTable.Print(version, shared, int.Parse(runs, CultureInfo.InvariantCulture));
        break;
    case ["time", .. string[] models]:
        InferenceTimes.Print(models);
        break;
    default:
        Console.WriteLine("""
            sizes [--flash SIZE] MODEL...       packed bytes, arena, MACs and compile time of models as they are built by default; compressed to a size
            accuracy MODEL CALIBRATION VALIDATION   float and packed accuracy for each quantization
            agreement MODEL DATA                agreement of the integer models with the float one on their own calibration data
            sweep MODEL CALIBRATION VALIDATION [OPTION VALUE]...   accuracy of builds from random subsets of the calibration data; VALIDATION may be - for agreement
                                                on all of it; --subsets 8 --size 70 --seed 1, and metadata: --quantization --pruning --sparsity --compression --recipe
                                                --flash --ram --min-accuracy
            arena MODEL... [--no-streaming]     the arena of models as the files are, its lower bound and the time to plan it
            plan FILE.csv                       the arena of buffers id,lower,upper,size, each alive in [lower, upper)
            overhead VERSION PAIRS              no-op builds with TinyMl.Sdk VERSION (from artifacts/packages) beside plain ones
            builds VERSION SHARED RUNS          builds of all models of the folder SHARED with TinyMl.Sdk VERSION, cold and no-op
            time MODEL...                       the time of an inference with streaming, without, and with weights as compressed as they can be
            """);
        return 1;
}

return 0;
