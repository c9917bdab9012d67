using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Recipes;

/// <summary>
/// Reads recipes: JSON, in which comments and trailing commas are welcome. All that is not understood, or does not fit the model, is an
/// error at its line, for a recipe that is followed in part would not give what it promises.
/// </summary>
internal ref struct RecipeReader
{
    private static readonly JsonReaderOptions Tolerant = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _path;
    private readonly Graph _graph;
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    private RecipeReader(string path, ReadOnlySpan<byte> json, Graph graph)
    {
        _path = path;
        _graph = graph;
        _json = json;
        _reader = new Utf8JsonReader(json, Tolerant);
    }

    /// <summary>Reads a recipe for a graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The simplified graph, whose layers and activations it may name.</param>
    /// <exception cref="DiagnosticException">
    /// <c>TML1001</c>: there is no such file, or it cannot be read. <c>TML1103</c>: it is no recipe for the graph.
    /// </exception>
    public static Recipe Read(string path, Graph graph)
    {
        if (!File.Exists(path)) throw ModelDiagnostics.NotFound(path);
        try
        {
            return Read(path, File.ReadAllBytes(path), graph);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ModelDiagnostics.NotReadable(path, exception);
        }
    }

    /// <summary>Reads the bytes of a recipe.</summary>
    /// <param name="path">The file, for diagnostics.</param>
    /// <param name="json">Its content.</param>
    /// <param name="graph">The simplified graph.</param>
    /// <exception cref="DiagnosticException"><c>TML1103</c>: it is no recipe for the graph.</exception>
    public static Recipe Read(string path, ReadOnlySpan<byte> json, Graph graph)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (json.StartsWith(mark)) json = json[mark.Length..];
        var reader = new RecipeReader(path, json, graph);
        try
        {
            return reader.Recipe();
        }
        catch (JsonException exception)
        {
            throw ModelDiagnostics.RecipeMismatch(path, (int)(exception.LineNumber ?? 0) + 1, "it is not JSON from here on");
        }
        catch (InvalidOperationException)
        {
            throw reader.Mismatch("there is text that is not UTF-8");
        }
    }

    private Recipe Recipe()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject) throw Mismatch("a recipe is an object in braces");
        ImmutableArray<LayerRecipe> layers = [];
        ImmutableArray<ActivationRecipe> activations = [];
        bool? equalization = null;
        var seen = new HashSet<string>();
        while (NextField("the recipe", RecipeFields.OfRecipe, seen) is { } field)
        {
            switch (field)
            {
                case RecipeFields.Equalization:
                    equalization = Flag(field);
                    break;
                case RecipeFields.Layers:
                    layers = Layers();
                    break;
                default:
                    activations = Activations();
                    break;
            }
        }

        _reader.Read();
        return new Recipe(layers, activations, equalization);
    }

    private ImmutableArray<LayerRecipe> Layers()
    {
        ImmutableArray<string> names = [.. _graph.Nodes.Where(node => WeightedLayer.Of(node) is not null).Select(node => node.Name)];
        var layers = ImmutableArray.CreateBuilder<LayerRecipe>();
        var taken = new HashSet<string>();
        while (NextObject(RecipeFields.Layers))
        {
            var layer = new LayerRecipe("");
            var seen = new HashSet<string>();
            while (NextField("a layer", RecipeFields.OfLayer, seen) is { } field)
            {
                layer = field switch
                {
                    RecipeFields.Name => layer with { Name = Name("layer", names, taken) },
                    RecipeFields.Bits => layer with { Bits = Integer(field, LayerRecipe.FewestBits, LayerRecipe.MostBits) },
                    RecipeFields.Clusters => layer with { Clusters = Clusters() },
                    RecipeFields.Rounding => layer with { Rounding = Word(field, Enum.GetValues<Rounding>(), RecipeFields.Word) },
                    RecipeFields.BiasCorrection => layer with { BiasCorrection = Flag(field) },
                    _ => layer with { Sparsity = Number(field, 0, LayerRecipe.LargestSparsity) },
                };
            }

            if (!seen.Contains(RecipeFields.Name)) throw Mismatch("this layer has no name");
            if (layer.Sparsity > 0 && SharesWeights(layer.Name)) throw Mismatch($"'{layer.Name}' shares its weights with another layer, and cannot lose any alone");
            layers.Add(layer);
        }

        return layers.ToImmutable();
    }

    private bool SharesWeights(string name)
    {
        Tensor[] weights = [.. _graph.Nodes.Select(WeightedLayer.Of).OfType<WeightedLayer>().Select(layer => layer.Weights)];
        return weights.Count(_graph.Nodes.First(node => node.Name == name).Inputs[1].Equals) > 1;
    }

    private ImmutableArray<ActivationRecipe> Activations()
    {
        ImmutableArray<string> names = [.. _graph.Sources.Concat(_graph.Nodes.SelectMany(node => node.Outputs)).Where(tensor => tensor.Type == ElementType.Float32).Select(tensor => tensor.Name)];
        var activations = ImmutableArray.CreateBuilder<ActivationRecipe>();
        var taken = new HashSet<string>();
        while (NextObject(RecipeFields.Activations))
        {
            var activation = new ActivationRecipe("");
            var seen = new HashSet<string>();
            while (NextField("an activation", RecipeFields.OfActivation, seen) is { } field)
            {
                activation = field switch
                {
                    RecipeFields.Name => activation with { Name = Name("activation", names, taken) },
                    RecipeFields.Method => activation with { Method = Word(field, RangeMethod.All, method => method.Name).Name },
                    RecipeFields.Minimum => activation with { Minimum = Real(field) },
                    _ => activation with { Maximum = Real(field) },
                };
            }

            if (!seen.Contains(RecipeFields.Name)) throw Mismatch("this activation has no name");
            if (activation.Minimum is null != activation.Maximum is null) throw Mismatch($"'{activation.Name}' has one end of a range; give minimum and maximum, or none of them");
            if (activation.Minimum > activation.Maximum) throw Mismatch($"the minimum of '{activation.Name}' is above its maximum");
            activations.Add(activation);
        }

        return activations.ToImmutable();
    }

    /// <summary>Moves to the value of an object's next field.</summary>
    /// <returns>The field's name; null at the object's end.</returns>
    private string? NextField(string owner, ImmutableArray<string> allowed, HashSet<string> seen)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject) return null;
        string field = _reader.GetString()!;
        if (!allowed.Contains(field)) throw Mismatch($"{owner} has no field '{field}'; its fields are {string.Join(", ", allowed)}");
        if (!seen.Add(field)) throw Mismatch($"'{field}' is given twice");
        _reader.Read();
        return field;
    }

    /// <summary>Moves into the next object of a list.</summary>
    /// <returns>Whether there is one.</returns>
    private bool NextObject(string list)
    {
        if (_reader.TokenType == JsonTokenType.StartArray || _reader.TokenType == JsonTokenType.EndObject) _reader.Read();
        else throw Mismatch($"'{list}' is a list in brackets");
        if (_reader.TokenType == JsonTokenType.EndArray) return false;
        return _reader.TokenType == JsonTokenType.StartObject ? true : throw Mismatch($"'{list}' has objects in braces");
    }

    private string Name(string what, ImmutableArray<string> known, HashSet<string> taken)
    {
        const int Listed = 20;
        string name = Text(RecipeFields.Name);
        if (!known.Contains(name))
        {
            string more = known.Length > Listed ? $" and {known.Length - Listed} more" : "";
            string names = known.IsEmpty ? "it has none" : $"there are {string.Join(", ", known.Take(Listed).Select(other => $"'{other}'"))}{more}";
            throw Mismatch($"the model has no {what} '{name}'; {names}");
        }

        return taken.Add(name) ? name : throw Mismatch($"the {what} '{name}' is there twice");
    }

    private string Text(string field) =>
        _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : throw Mismatch($"'{field}' is a text in quotation marks");

    private bool Flag(string field) => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Mismatch($"'{field}' is true or false"),
    };

    private TValue Word<TValue>(string field, IEnumerable<TValue> values, Func<TValue, string> wordOf)
    {
        string word = _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : "";
        foreach (TValue value in values)
        {
            if (wordOf(value).Equals(word, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw Mismatch($"'{field}' is one of {string.Join(", ", values.Select(value => $"\"{wordOf(value)}\""))}");
    }

    private int Clusters()
    {
        bool isFree = _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out int clusters) && clusters == 0;
        return isFree ? 0 : Integer(RecipeFields.Clusters, LayerRecipe.FewestClusters, LayerRecipe.MostClusters, " (0: free values)");
    }

    private int Integer(string field, int least, int most, string remark = "") =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out int value) && value >= least && value <= most
            ? value
            : throw Mismatch(FormattableString.Invariant($"'{field}' is an integer from {least} to {most}{remark}"));

    private double Number(string field, double least, double most) =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetDouble(out double value) && value >= least && value <= most
            ? value
            : throw Mismatch(FormattableString.Invariant($"'{field}' is a number from {least} to {most}"));

    private float Real(string field) =>
        _reader.TokenType == JsonTokenType.Number && _reader.TryGetSingle(out float value) && float.IsFinite(value) ? value : throw Mismatch($"'{field}' is a number");

    private DiagnosticException Mismatch(string reason) =>
        ModelDiagnostics.RecipeMismatch(_path, 1 + _json[..(int)_reader.TokenStartIndex].Count((byte)'\n'), reason);
}
