using TinyMl.Tasks.Diagnostics;

namespace TinyMl.Tasks.Budget;

/// <summary>A diagnostic that belongs to a model's item.</summary>
internal sealed record BudgetViolation(string ModelName, Diagnostic Diagnostic);
