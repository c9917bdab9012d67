using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TinyMl.Tasks.Graphs;

/// <summary>How a <see cref="GraphStructure"/> is written as JSON. The cases of <see cref="Operator"/> name themselves there.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(ShapeConverter)])]
[JsonSerializable(typeof(GraphStructure))]
internal sealed partial class GraphStructureContext : JsonSerializerContext
{
    /// <summary>A shape as the list of its dimensions.</summary>
    internal sealed class ShapeConverter : JsonConverter<Shape>
    {
        public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var dimensions = new List<int>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) dimensions.Add(reader.GetInt32());
            return new Shape([.. dimensions]);
        }

        public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (int dimension in value) writer.WriteNumberValue(dimension);
            writer.WriteEndArray();
        }
    }
}
