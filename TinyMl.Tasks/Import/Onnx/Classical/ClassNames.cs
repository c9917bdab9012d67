using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>The labels of a classifier's classes: integers, or strings, which become their places.</summary>
internal sealed record ClassNames(ImmutableArray<long> Values, ImmutableArray<string> Strings)
{
    public int Count => Values.Length;

    public bool AreStrings => Strings.Length > 0;

    /// <summary>The labels as text.</summary>
    public ImmutableArray<string> Texts => AreStrings ? Strings : [.. Values.Select(value => value.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads the labels.</summary>
    /// <param name="node">The node.</param>
    /// <param name="integers">The attribute that integers are in.</param>
    public static ClassNames Read(OnnxNode node, string integers)
    {
        string[] strings = node.Attributes.Strings("classlabels_strings") ?? [];
        long[] values = node.Attributes.Ints(integers) ?? [];
        if (strings.Length == 0 && values.Length == 0) throw node.Damaged("it has no class labels");
        if (strings.Length > 0 && values.Length > 0) throw node.Damaged("it has class labels of both integers and strings");
        return strings.Length > 0 ? Of(strings) : new ClassNames([.. values], []);
    }

    /// <summary>The labels that strings are.</summary>
    public static ClassNames Of(string[] strings) => new([.. Enumerable.Range(0, strings.Length).Select(i => (long)i)], [.. strings]);

    /// <summary>
    /// What the classes of a model are called: its strings, where all that it has are the same, else its integers under the same condition.
    /// </summary>
    public static ImmutableArray<string> Common(IReadOnlyCollection<ClassNames> all)
    {
        ImmutableArray<string>[] texts = [.. all.Where(names => names.AreStrings == all.Any(other => other.AreStrings)).Select(names => names.Texts)];
        return texts.Length > 0 && texts.All(text => text.SequenceEqual(texts[0])) ? texts[0] : [];
    }

    /// <summary>The labels as a constant.</summary>
    public Tensor ToTensor(OnnxNode node) => Labels(node, [.. Values]);

    /// <summary>A constant of labels.</summary>
    public static Tensor Labels(OnnxNode node, params long[] values) =>
        Tensor.Constant<long>($"{node.Name}.labels", ElementType.Int64, new Shape(values.Length), values);
}
