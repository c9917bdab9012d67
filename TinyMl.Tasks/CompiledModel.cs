using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks;

/// <summary>A packed model, what is known of it without device and budgets, and what was decided when it was quantized.</summary>
internal sealed record CompiledModel(byte[] Packed, ModelReport Report, Recipe Recipe);
