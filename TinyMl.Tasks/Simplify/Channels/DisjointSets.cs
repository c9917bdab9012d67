using System.Linq;

namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>Numbers in sets that are joined one after another (Tarjan, "Efficiency of a good but not linear set union algorithm", 1975).</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parents = [.. Enumerable.Range(0, count)];

    /// <summary>How many sets there are.</summary>
    public int Count { get; private set; } = count;

    /// <summary>The number that stands for the set of a number.</summary>
    public int Find(int number)
    {
        while (_parents[number] != number)
        {
            _parents[number] = _parents[_parents[number]];
            number = _parents[number];
        }

        return number;
    }

    public void Join(int first, int second)
    {
        int a = Find(first), b = Find(second);
        if (a == b) return;

        // The lesser number, so that the result does not depend on the order.
        _parents[System.Math.Max(a, b)] = System.Math.Min(a, b);
        Count--;
    }
}
