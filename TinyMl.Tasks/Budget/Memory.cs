namespace TinyMl.Tasks.Budget;

/// <summary>The two memories that a device has budgets for.</summary>
internal enum Memory
{
    Flash,
    Ram,
}
