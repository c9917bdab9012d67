namespace TinyMl.Tasks.Budget;

/// <summary>The project's properties as they are written; null or empty where they are not set.</summary>
internal sealed record BudgetProperties(string? Device, string? FlashBudget, string? RamBudget, string? FlashReserve, string? RamReserve);
