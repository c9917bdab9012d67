using System;

namespace TinyMl;

/// <summary>The label with the highest score, as an accessor's <c>Predict</c> returns it.</summary>
public readonly struct Prediction : IEquatable<Prediction>
{
    /// <summary>A prediction.</summary>
    /// <param name="label">The label.</param>
    /// <param name="index">The label's place in the labels file, from 0.</param>
    /// <param name="score">The model's output for the label, as a real value.</param>
    public Prediction(string label, int index, float score)
    {
        Label = label;
        Index = index;
        Score = score;
    }

    /// <summary>The label.</summary>
    public string Label { get; }

    /// <summary>The label's place in the labels file, from 0.</summary>
    public int Index { get; }

    /// <summary>The model's output for the label, as a real value.</summary>
    public float Score { get; }

    /// <summary>Whether both have the same label, index and score.</summary>
    public static bool operator ==(Prediction left, Prediction right) => left.Equals(right);

    /// <summary>Whether label, index or score differ.</summary>
    public static bool operator !=(Prediction left, Prediction right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Prediction other) => Index == other.Index && Score.Equals(other.Score) && Label == other.Label;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Prediction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Label} ({Score:0.000})");
}
