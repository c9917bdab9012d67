using System;

namespace TinyMl.Tasks.Emit;

/// <summary>The kernel classes of TinyMl.Kernels: the code <c>Conv2DInt8</c> belongs to <c>TinyMl.Operators.Int8.Conv2D</c>, a code without a type to <c>TinyMl.Operators.Data</c>.</summary>
internal static class KernelNames
{
    private static readonly string[] Families = [nameof(ElementType.Float32), nameof(ElementType.Int8), nameof(ElementType.Int16), "Classical"];

    /// <summary>The full name of the class that runs an operator code.</summary>
    public static string TypeOf(string code)
    {
        foreach (string family in Families)
        {
            if (code.EndsWith(family, StringComparison.Ordinal)) return $"TinyMl.Operators.{family}.{code[..^family.Length]}";
        }

        return $"TinyMl.Operators.Data.{code}";
    }
}
