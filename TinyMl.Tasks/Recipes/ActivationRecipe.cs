namespace TinyMl.Tasks.Recipes;

/// <summary>What was decided, or is to be, for the range of an activation. What is null is not decided.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="Method">The name of the method by which the range was found; it only says so where <paramref name="Minimum"/> and <paramref name="Maximum"/> are given.</param>
/// <param name="Minimum">The least value of the range; given together with <paramref name="Maximum"/>.</param>
/// <param name="Maximum">The largest value of the range.</param>
internal sealed record ActivationRecipe(string Name, string? Method = null, float? Minimum = null, float? Maximum = null);
