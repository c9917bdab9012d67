namespace TinyMl.Tasks.Options;

/// <summary>The values of the <c>Compression</c> metadata.</summary>
internal enum CompressionMode
{
    /// <summary>Everything is read in place.</summary>
    None,

    /// <summary>Encoded as far as the flash budget asks for it.</summary>
    Auto,
}
