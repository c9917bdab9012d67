using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TinyMl.Tasks.Recipes;

/// <summary>Writes recipes as JSON: UTF-8, a line for each layer and activation, the same bytes on every machine.</summary>
internal static class RecipeWriter
{
    public static byte[] Write(Recipe recipe)
    {
        List<string> members = [];
        if (recipe.Equalization is bool equalization) members.Add(Field(RecipeFields.Equalization, Word(equalization)));
        members.Add(Field(RecipeFields.Layers, List(recipe.Layers.Select(layer => Line(Fields(layer))))));
        members.Add(Field(RecipeFields.Activations, List(recipe.Activations.Select(activation => Line(Fields(activation))))));
        return Encoding.UTF8.GetBytes($"{{\n  {string.Join(",\n  ", members)}\n}}\n");
    }

    private static IEnumerable<string> Fields(LayerRecipe layer)
    {
        yield return Field(RecipeFields.Name, Text(layer.Name));
        if (layer.Bits is int bits) yield return Field(RecipeFields.Bits, bits.ToString(CultureInfo.InvariantCulture));
        if (layer.Clusters is int clusters) yield return Field(RecipeFields.Clusters, clusters.ToString(CultureInfo.InvariantCulture));
        if (layer.Rounding is Rounding rounding) yield return Field(RecipeFields.Rounding, Text(RecipeFields.Word(rounding)));
        if (layer.BiasCorrection is bool correction) yield return Field(RecipeFields.BiasCorrection, Word(correction));
        if (layer.Sparsity is double sparsity) yield return Field(RecipeFields.Sparsity, sparsity.ToString("R", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Fields(ActivationRecipe activation)
    {
        yield return Field(RecipeFields.Name, Text(activation.Name));
        if (activation.Method is { } method) yield return Field(RecipeFields.Method, Text(method));
        if (activation.Minimum is float minimum) yield return Field(RecipeFields.Minimum, minimum.ToString("R", CultureInfo.InvariantCulture));
        if (activation.Maximum is float maximum) yield return Field(RecipeFields.Maximum, maximum.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Field(string name, string value) => $"\"{name}\": {value}";

    private static string Line(IEnumerable<string> fields) => $"{{ {string.Join(", ", fields)} }}";

    private static string List(IEnumerable<string> lines) => lines.Any() ? $"[\n    {string.Join(",\n    ", lines)}\n  ]" : "[]";

    private static string Word(bool value) => value ? "true" : "false";

    // The file is for readers, not for web pages: "conv/weights+1" stays as it is.
    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
