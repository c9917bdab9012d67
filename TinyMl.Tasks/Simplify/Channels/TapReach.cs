namespace TinyMl.Tasks.Simplify.Channels;

/// <summary>For how many of a layer's output elements a place of its window lies over the input, and not over padding.</summary>
internal enum TapReach
{
    /// <summary>For none.</summary>
    Never,

    /// <summary>For some.</summary>
    Sometimes,

    /// <summary>For all.</summary>
    Always,
}
