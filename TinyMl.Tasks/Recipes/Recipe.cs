using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Recipes;

/// <summary>
/// How a float model becomes integers: every decision that the compiler takes, so that the same recipe, model and data give the same
/// packed file. Layers, activations and fields that are not in it are left to the compiler.
/// </summary>
/// <param name="Layers">The layers with weights, in the order in which they run.</param>
/// <param name="Activations">The activations, in the order in which they are computed.</param>
/// <param name="Equalization">Whether the scales of channels are balanced between neighboring layers before anything else; null where that is not decided.</param>
internal sealed record Recipe(ImmutableArray<LayerRecipe> Layers, ImmutableArray<ActivationRecipe> Activations, bool? Equalization = null)
{
    /// <summary>Decides nothing.</summary>
    public static Recipe Empty { get; } = new([], []);

    /// <summary>What is said of a layer; nothing but its name where it is not in the recipe.</summary>
    public LayerRecipe Layer(string name) => Layers.FirstOrDefault(layer => layer.Name == name) ?? new LayerRecipe(name);

    /// <summary>What is said of an activation; nothing but its name where it is not in the recipe.</summary>
    public ActivationRecipe Activation(string name) => Activations.FirstOrDefault(activation => activation.Name == name) ?? new ActivationRecipe(name);

    /// <summary>The recipe with another one for a layer, which takes its place or the last one.</summary>
    public Recipe With(LayerRecipe layer)
    {
        int index = Layers.IndexOf(Layers.FirstOrDefault(other => other.Name == layer.Name)!);
        return this with { Layers = index < 0 ? Layers.Add(layer) : Layers.SetItem(index, layer) };
    }
}
