using System.Runtime.CompilerServices;

namespace TinyMl.Arithmetic;

/// <summary>How methods are compiled in which most of the time goes by.</summary>
internal static class InnerLoop
{
    /// <summary>
    /// At its best from the first call on, where code is compiled at run time: a build would be over before the runtime finds out by
    /// itself. This is MethodImplOptions.AggressiveOptimization, which netstandard2.0 does not name.
    /// </summary>
    public const MethodImplOptions Optimized = (MethodImplOptions)512;
}
