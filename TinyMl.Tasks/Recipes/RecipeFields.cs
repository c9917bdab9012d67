using System;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Recipes;

/// <summary>The names and words of a recipe's JSON.</summary>
internal static class RecipeFields
{
    public const string Equalization = "equalization";
    public const string Layers = "layers";
    public const string Activations = "activations";
    public const string Name = "name";
    public const string Bits = "bits";
    public const string Clusters = "clusters";
    public const string Rounding = "rounding";
    public const string BiasCorrection = "biasCorrection";
    public const string Sparsity = "sparsity";
    public const string Method = "method";
    public const string Minimum = "minimum";
    public const string Maximum = "maximum";

    public static ImmutableArray<string> OfRecipe { get; } = [Equalization, Layers, Activations];

    public static ImmutableArray<string> OfLayer { get; } = [Name, Bits, Clusters, Rounding, BiasCorrection, Sparsity];

    public static ImmutableArray<string> OfActivation { get; } = [Name, Method, Minimum, Maximum];

    /// <summary>The word for a way of rounding.</summary>
    public static string Word(Rounding rounding) => rounding switch
    {
        Recipes.Rounding.Nearest => "nearest",
        Recipes.Rounding.Clipped => "clipped",
        Recipes.Rounding.Reconstructed => "reconstructed",
        _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
    };
}
