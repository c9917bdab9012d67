using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks;

/// <summary>A packed model and what is known of it, without device and budgets.</summary>
internal sealed record CompiledModel(byte[] Packed, ModelReport Report);
