using System.Globalization;
using TinyMl;

namespace Device._1;

internal static class Program
{
    private static void Main()
    {
        Gestures gestures = Gestures.Load();
        Console.WriteLine($"{Gestures.FlashBytes} bytes of flash, an arena of {Gestures.ArenaBytes} bytes");

        // A recording is one line: what it is, then 64 samples of acceleration in g, of x, then of y, then of z.
        string samples = Path.Combine(AppContext.BaseDirectory, "models", "gestures.samples.csv");
        foreach (string line in File.ReadLines(samples))
        {
            string[] fields = line.Split(',');
            float[] recording = [.. fields[1..].Select(field => float.Parse(field, CultureInfo.InvariantCulture))];

            Prediction prediction = gestures.Predict(recording);
            string score = prediction.Score.ToString("P0", CultureInfo.InvariantCulture);
            Console.WriteLine($"{fields[0],-6} -> {prediction.Label,-6} {score}");
        }
    }
}
