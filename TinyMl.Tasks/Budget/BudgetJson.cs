using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TinyMl.Tasks.Budget;

/// <summary>Reads the device catalogue.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImmutableArray<Device>))]
internal sealed partial class BudgetJson : JsonSerializerContext;
