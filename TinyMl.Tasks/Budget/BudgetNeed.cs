namespace TinyMl.Tasks.Budget;

/// <summary>What a budget would have to be.</summary>
/// <param name="Name">The property or metadata to change.</param>
/// <param name="Bytes">The least that passes.</param>
internal sealed record BudgetNeed(string Name, long Bytes);
