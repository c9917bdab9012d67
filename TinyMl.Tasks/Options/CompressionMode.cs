namespace TinyMl.Tasks.Options;

/// <summary>The values of the <c>Compression</c> metadata.</summary>
internal enum CompressionMode
{
    /// <summary>Everything is read in place.</summary>
    None,

    /// <summary>Entropy coded where the budget asks for it; not available in this version.</summary>
    Auto,
}
