using System;
using System.IO;
using System.Reflection;

namespace TinyMl.Format;

/// <summary>Finds a packed model among an assembly's resources.</summary>
internal static class EmbeddedModel
{
    /// <summary>The resource's bytes: in the mapped image where the runtime maps images, else a copy.</summary>
    /// <exception cref="FileNotFoundException">The assembly has no such resource.</exception>
    public static ReadOnlyMemory<byte> Open(Assembly assembly, string resourceName)
    {
        Stream stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new FileNotFoundException($"The assembly {assembly.GetName().Name} has no resource named '{resourceName}'.", resourceName);
        if (stream is UnmanagedMemoryStream mapped) return new UnmanagedMemory(mapped).Memory;

        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
