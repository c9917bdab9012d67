using System.Text.Json;

namespace TinyMl.Tasks.Emit;

/// <summary>Reads and writes <c>&lt;Name&gt;.report.json</c>: UTF-8, two spaces, line feeds, the same bytes on every machine.</summary>
internal static class ReportFile
{
    public static byte[] Write(ModelReport report)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Default.ModelReport);
        return [.. json, (byte)'\n'];
    }

    /// <exception cref="JsonException">The bytes are not a report.</exception>
    public static ModelReport Read(byte[] json) =>
        JsonSerializer.Deserialize(json, ReportJson.Default.ModelReport) ?? throw new JsonException("The report is empty.");
}
