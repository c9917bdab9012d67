using System;
using System.Linq;

namespace TinyMl.Tasks.Tests;

/// <summary>What work allocates.</summary>
internal static class Allocated
{
    /// <summary>The bytes: the least of a few times, because the runtime allocates now and then for itself.</summary>
    public static long By(Action work)
    {
        work();
        return Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    /// <summary>The bytes that loading a packed model takes beside the arena.</summary>
    public static long ByLoading(byte[] packed)
    {
        byte[] arena = new byte[TinyModel.Load(packed).ArenaBytes];
        return By(() => TinyModel.Load(packed, arena));
    }
}
