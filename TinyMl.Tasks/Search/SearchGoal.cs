namespace TinyMl.Tasks.Search;

/// <summary>What a mix has to meet. Null asks for nothing.</summary>
/// <param name="FlashBudget">The bytes that the packed file may take.</param>
/// <param name="RamBudget">The bytes of arena and runtime.</param>
/// <param name="MinAccuracy">At least 0: an absolute accuracy; below 0: relative to the float model.</param>
internal sealed record SearchGoal(long? FlashBudget, long? RamBudget, double? MinAccuracy);
