using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>
/// LabelEncoder: integers, floats or strings looked up in a table (ONNX-ML 1 to 4). A string is its place in the table of strings; where the
/// default is a string that is not among the values, its place is -1.
/// </summary>
internal static class LabelEncoderImporter
{
    // What ML.NET calls the node whose keys are the names of the scores.
    private const string SlotNames = "mlnet.Score.SlotNames";

    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        OnnxValue x = node.InputOrStrings(0);
        (LabelTable keys, LabelTable values) = node.Opset == 1 ? Classes(node, x) : (LabelTable.Read(node, "keys"), LabelTable.Read(node, "values"));
        if (keys.Count != values.Count) throw node.Damaged($"it has {keys.Count} keys and {values.Count} values");
        if (x.Strings.IsEmpty != keys.Strings is null)
            throw node.Damaged($"its keys are {(keys.Strings is null ? "numbers" : "strings")}, and its input is not");

        // Strings are their places from here on, those that the input cannot be are no keys.
        string[] names = values.Strings?.Distinct(StringComparer.Ordinal).ToArray() ?? [];
        OnnxConstant numbers = values.Numbers ?? OnnxConstant.Vector([.. values.Strings!.Select(text => (long)Array.IndexOf(names, text))]);
        OnnxConstant known = keys.Numbers ?? OnnxConstant.Vector([.. keys.Strings!.Select((text, i) => x.Strings.Contains(text) ? x.Strings.IndexOf(text) : -1L - i)]);
        ElementType needed = known.IsInteger ? ElementType.Int64 : ElementType.Float32;
        if (x.Constant is { } constant)
        {
            if (node.Name == SlotNames && keys.Strings is not null) node.AddClassNames(ClassNames.Of(keys.Strings));
            ImportConstant(node, constant, known, numbers, names);
            return;
        }

        Tensor activation = x.Activation!;
        if (activation.Type != needed) throw node.Unsupported($"its input is of the type {activation.Type}; with these keys it takes {needed}");
        RequireOneMeaning(node, known, numbers);

        if (names.Length > 0) node.AddClassNames(ClassNames.Of(names));
        Tensor table = LookUpTable.Values(node, numbers, Default(node, numbers, values.Strings is null ? null : names));
        node.Output(0, new OnnxValue(node.Emit(new LabelMap(), activation, LookUpTable.Keys(node, known), table)) { Strings = [.. names] });
    }

    /// <summary>
    /// Looks constants up. ML.NET says what it calls its scores by a node that does so for no other use.
    /// </summary>
    private static void ImportConstant(OnnxNode node, OnnxConstant constant, OnnxConstant keys, OnnxConstant values, string[] names)
    {
        if (names.Length > 0) throw node.Unsupported("its input is a constant, and its values are strings");
        double other = Default(node, values, null);
        OnnxConstant last = values.IsInteger ? OnnxConstant.Vector((long)other) : new OnnxConstant(values.Type, [1], new[] { (float)other });
        double[] known = keys.Reals();
        int[] places = Array.ConvertAll(constant.Reals(), key => Array.FindIndex(known, candidate => candidate.Equals(key)) is >= 0 and int place ? place : known.Length);
        node.Reserve(places.Length);
        node.Output(OnnxConstant.Concatenate([values, last], 0, [known.Length + 1]).Select(constant.Dimensions, places));
    }

    /// <summary>The first version: a list of strings, from or to whose places is mapped.</summary>
    private static (LabelTable Keys, LabelTable Values) Classes(OnnxNode node, OnnxValue x)
    {
        var strings = new LabelTable(node.Attributes.Strings("classes_strings") ?? throw node.Damaged("it has no classes"), null);
        var places = new LabelTable(null, OnnxConstant.Vector([.. Enumerable.Range(0, strings.Count).Select(i => (long)i)]));
        return x.Strings.IsEmpty ? (places, strings) : (strings, places);
    }

    /// <summary>The value of what is no key.</summary>
    private static double Default(OnnxNode node, OnnxConstant values, string[]? names)
    {
        string text = node.Attributes.String("default_string") ?? "_Unused";
        double integer = node.Attributes.Int("default_int64") ?? -1, real = node.Attributes.Float("default_float") ?? -0f;
        LabelTable? tensor = LabelTable.Tensor(node, "default_tensor");
        if (names is not null) return Array.IndexOf(names, tensor?.Strings?[0] ?? text);
        return tensor?.Numbers?.Reals()[0] ?? (values.IsInteger ? integer : real);
    }

    // The versions of the standard differ in which of several values a key has.
    private static void RequireOneMeaning(OnnxNode node, OnnxConstant keys, OnnxConstant values)
    {
        double[] all = keys.Reals(), meanings = values.Reals();
        var known = new Dictionary<double, double>();
        for (int i = 0; i < all.Length; i++)
        {
            if (!known.TryAdd(all[i], meanings[i]) && !known[all[i]].Equals(meanings[i])) throw node.Unsupported($"its key {all[i]:R} has two values");
        }
    }
}
