using System;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// A value that one inference leaves to the next. <see cref="Current"/> is read like an input of the graph, and
/// <see cref="Next"/> is computed like an output: after an inference, its elements are what the next one reads. Both have the
/// same type, shape and quantization.
/// </summary>
/// <param name="Current">The value at the start of an inference.</param>
/// <param name="Next">The value at its end.</param>
/// <param name="Initial">A constant, what the first inference reads; null for the real value 0 everywhere.</param>
internal sealed record State(Tensor Current, Tensor Next, Tensor? Initial = null)
{
    /// <summary>Writes what the first inference reads.</summary>
    /// <param name="stored">As many bytes as <see cref="Current"/> has.</param>
    /// <exception cref="NotSupportedException">It has no initial value, and its zero point takes several bytes.</exception>
    public void WriteInitial(Span<byte> stored)
    {
        int zero = Current.Quantization?.ZeroPoint ?? 0;
        if (Initial is not null) Initial.Data.CopyTo(stored);
        else if (zero == 0 || Current.Type.Size() == 1) stored.Fill((byte)zero);
        else throw new NotSupportedException($"{Current} has no initial value, and its zero point takes several bytes.");
    }
}
