using System;
using System.Globalization;
using TinyMl.Training;

if (args is not [string outputDirectory])
{
    Console.Error.WriteLine("usage: dotnet run --project template/training -- OUTPUT_DIRECTORY");
    return 1;
}

double accuracy = GestureTraining.Run(GestureTraining.DefaultSeed, outputDirectory);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"held-out accuracy of the float model: {accuracy:0.0000}"));
return 0;
