using System;

namespace TinyMl.Operators.Data;

/// <summary>One value in every element.</summary>
internal static class ElementFill
{
    /// <summary>Fills y with the low bytes of a sign-extended value.</summary>
    public static void Fill(Span<byte> y, int value, int elementBytes)
    {
        if (y.IsEmpty) return;
        long bits = value;
        for (int i = 0; i < elementBytes; i++) y[i] = (byte)(bits >> (8 * i));

        // What is filled already is the pattern of what follows.
        for (int filled = elementBytes; filled < y.Length; filled *= 2)
        {
            int length = Math.Min(filled, y.Length - filled);
            y.Slice(0, length).CopyTo(y.Slice(filled));
        }
    }
}
