using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>The attributes by which every kernel with a window reads it (<see cref="TinyMl.Operators.WindowGeometry"/>).</summary>
internal static class WindowAttributes
{
    public static IEnumerable<int> Of(Window window) =>
    [
        window.StrideHeight, window.StrideWidth, window.DilationHeight, window.DilationWidth,
        window.Top, window.Left, window.Bottom, window.Right,
    ];
}
