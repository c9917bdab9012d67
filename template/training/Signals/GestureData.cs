using System.Collections.Generic;

namespace TinyMl.Training.Signals;

/// <summary>All recordings that follow from one seed. Each set has random numbers of its own.</summary>
internal sealed class GestureData(SeededRandom random)
{
    private const int HeldOutCount = 400;
    private const int TrainingCount = 3000;
    private const int SampleCount = 10;

    /// <summary>What no training sees: measures the accuracy.</summary>
    public IReadOnlyList<Recording> HeldOut { get; } = GestureSynthesizer.Draw(HeldOutCount, random.Split());

    /// <summary>What the network learns from.</summary>
    public IReadOnlyList<Recording> Training { get; } = GestureSynthesizer.Draw(TrainingCount, random.Split());

    /// <summary>A few more, to show.</summary>
    public IReadOnlyList<Recording> Samples { get; } = GestureSynthesizer.Draw(SampleCount, random.Split());
}
