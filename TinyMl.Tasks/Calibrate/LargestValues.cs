using System;

namespace TinyMl.Tasks.Calibrate;

/// <summary>The largest of many values, exactly and independent of their order, in memory for twice as many as are kept.</summary>
internal sealed class LargestValues(int capacity)
{
    private readonly float[] _values = new float[2 * capacity];
    private int _count;
    private float _threshold = float.NegativeInfinity;

    /// <summary>Keeps the value where it is among the largest so far.</summary>
    public void Add(float value)
    {
        if (_count >= capacity && value <= _threshold) return;
        _values[_count++] = value;
        if (_count == _values.Length) Discard();
    }

    /// <summary>Adds what others have kept of at least as many.</summary>
    public void Add(LargestValues others)
    {
        for (int i = 0; i < others._count; i++) Add(others._values[i]);
    }

    /// <summary>The largest value but for as many larger ones, fewer than the capacity and than all that were added.</summary>
    public float After(int larger)
    {
        Array.Sort(_values, 0, _count);
        return _values[_count - 1 - larger];
    }

    private void Discard()
    {
        Array.Sort(_values, 0, _count);
        int surplus = _count - capacity;
        Array.Copy(_values, surplus, _values, 0, capacity);
        _count = capacity;
        _threshold = _values[0];
    }
}
