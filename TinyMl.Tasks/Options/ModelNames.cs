using System;
using System.Collections.Frozen;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace TinyMl.Tasks.Options;

/// <summary>The names that a model has in C# and as a resource.</summary>
internal static class ModelNames
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while");

    private static readonly FrozenSet<string> AccessorMembers = FrozenSet.Create(
        StringComparer.Ordinal, "ArenaBytes", "FlashBytes", "Labels", "LabelNames", "Load", "Predict");

    /// <summary>The file's name in PascalCase, split at every character that is neither letter nor digit: <c>kws_float_bn.onnx</c> is <c>KwsFloatBn</c>.</summary>
    public static string FromFile(string path)
    {
        var name = new StringBuilder();
        bool starts = true;
        foreach (char c in Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
        {
            if (char.IsLetterOrDigit(c)) name.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = !char.IsLetterOrDigit(c);
        }

        return StartsLikeIdentifier(name.ToString()) ? name.ToString() : "_" + name;
    }

    public static bool IsIdentifier(string name) => StartsLikeIdentifier(name) && name.All(IsIdentifierPart) && !Keywords.Contains(name);

    public static bool IsMemberOfAccessor(string name) => AccessorMembers.Contains(name);

    public static bool IsNamespace(string name) => name.Split('.').All(IsIdentifier);

    public static bool IsResourceName(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The project's root namespace as C# can write it: <c>my-app.2</c> is <c>my_app._2</c>.</summary>
    public static string ToNamespace(string rootNamespace) =>
        string.Join('.', rootNamespace.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ToIdentifier));

    private static string ToIdentifier(string part)
    {
        string name = string.Concat(part.Select(c => IsIdentifierPart(c) ? c : '_'));
        if (Keywords.Contains(name)) return "@" + name;
        return StartsLikeIdentifier(name) ? name : "_" + name;
    }

    private static bool StartsLikeIdentifier(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');

    private static bool IsIdentifierPart(char c) => char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
