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
    /// <summary>The value of all bytes of a tensor whose elements are the real value 0.</summary>
    /// <exception cref="InvalidOperationException">Its zero point takes several bytes.</exception>
    public static byte ZeroByte(Tensor tensor)
    {
        int zero = tensor.Quantization?.ZeroPoint ?? 0;
        return zero == 0 || tensor.Type.Size() == 1 ? (byte)zero : throw new InvalidOperationException($"{tensor} has no initial value, and its zero point takes several bytes.");
    }

    /// <summary>Writes what the first inference reads.</summary>
    /// <param name="stored">As many bytes as <see cref="Current"/> has.</param>
    /// <exception cref="InvalidOperationException">It has no initial value, and its zero point takes several bytes.</exception>
    public void WriteInitial(Span<byte> stored)
    {
        if (Initial is null) stored.Fill(ZeroByte(Current));
        else Initial.Data.CopyTo(stored);
    }
}
