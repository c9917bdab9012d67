namespace TinyMl.Tasks.Plan;

/// <summary>Hashes of numbers: the finalizer of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.</summary>
internal static class SplitMix64
{
    /// <summary>64 bits that look like chance, different for different values.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
