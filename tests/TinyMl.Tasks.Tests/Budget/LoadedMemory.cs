using System;
using System.Linq;

namespace TinyMl.Tasks.Tests.Budget;

/// <summary>What loading a packed model allocates.</summary>
internal static class LoadedMemory
{
    /// <summary>The bytes beside the arena: the least of a few times, because the runtime allocates now and then for itself.</summary>
    public static long Of(byte[] packed)
    {
        byte[] arena = new byte[TinyModel.Load(packed).ArenaBytes];
        return Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TinyModel.Load(packed, arena);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
