using System;
using System.IO;
using System.Text;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>Changes of model files.</summary>
internal static class ModelFiles
{
    private const byte DocStringTag = (6 << 3) | 2;

    /// <summary>Appends a doc string (field 6 of ONNX's ModelProto): other content, the same computation.</summary>
    public static void AddDocString(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, sbyte.MaxValue, nameof(text));
        using FileStream file = File.Open(path, FileMode.Append);
        file.Write([DocStringTag, (byte)bytes.Length, .. bytes]);
    }

    /// <summary>Gives a file another time, later or earlier, and leaves its content alone.</summary>
    public static void Touch(string path, TimeSpan shift) => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) + shift);
}
