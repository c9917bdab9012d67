namespace TinyMl.Tasks.Plan;

/// <summary>What <see cref="GraphPlanner"/> may do to lower the arena; a build does all of it.</summary>
/// <param name="Streaming">Whether chains of layers may run row by row, with a few rows of what lies between them in the arena.</param>
internal sealed record PlanningOptions(bool Streaming)
{
    /// <summary>What a build does.</summary>
    public static PlanningOptions Default { get; } = new(Streaming: true);
}
