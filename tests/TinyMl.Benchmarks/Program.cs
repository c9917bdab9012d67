using System;
using System.Globalization;
using TinyMl.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["sizes", .. string[] models]:
        SizeTable.Print(models);
        break;
    case ["accuracy", string model, string calibration, string validation]:
        AccuracyTable.Print(model, calibration, validation);
        break;
    case ["agreement", string model, string golden]:
        AccuracyTable.PrintAgreement(model, golden);
        break;
    case ["plan", string buffers]:
        PlanTable.Print(buffers);
        break;
    case ["overhead", string version, string pairs]:
        BuildOverhead.Print(version, int.Parse(pairs, CultureInfo.InvariantCulture));
        break;
    default:
        Console.WriteLine("""
            sizes MODEL...                      packed bytes, arena, MACs and compile time of models as they are built by default
            accuracy MODEL CALIBRATION VALIDATION   float and packed accuracy for each quantization
            agreement MODEL DATA                agreement of the integer models with the float one on their own calibration data
            plan FILE.csv                       the arena of buffers id,lower,upper,size, each alive in [lower, upper)
            overhead VERSION PAIRS              no-op builds with TinyMl.Sdk VERSION (from artifacts/packages) beside plain ones
            """);
        return 1;
}

return 0;
