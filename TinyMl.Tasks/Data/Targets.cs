using System;
using System.IO;

namespace TinyMl.Tasks.Data;

/// <summary>What a model should answer: a class or real values for each sample.</summary>
internal sealed class Targets
{
    private readonly DataArray _array;

    /// <summary>The targets of an array: classes where they are one integer a sample, else real values.</summary>
    /// <exception cref="InvalidDataException">Several integers stand for a sample; the message continues a sentence.</exception>
    public Targets(DataArray array, bool isInteger)
    {
        if (isInteger && array.SampleLength != 1) throw new InvalidDataException($"its targets are {array.SampleLength} integers a sample; give the class as one integer, or real values");
        _array = array;
        AreClasses = isInteger;
    }

    /// <summary>Whether each target is the number of a class.</summary>
    public bool AreClasses { get; }

    public int Count => _array.Count;

    /// <summary>The real values of a target.</summary>
    public int Length => _array.SampleLength;

    /// <summary>A sample's class.</summary>
    public long Class(int sample) => _array.Type.IsInteger() ? _array.Integer(sample) : (long)Value(sample);

    /// <summary>A sample's real values.</summary>
    public void CopyTo(int sample, Span<float> values) => _array.CopyTo(sample, values);

    /// <summary>The targets of some samples, in the order given.</summary>
    public Targets Take(ReadOnlySpan<int> samples) => new(_array.Take(samples), AreClasses);

    private float Value(int sample)
    {
        Span<float> value = stackalloc float[1];
        _array.CopyTo(sample, value);
        return value[0];
    }
}
