using System.Text.Json.Serialization;

namespace TinyMl.Tasks.Emit;

/// <summary>The JSON shape of reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ModelReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
