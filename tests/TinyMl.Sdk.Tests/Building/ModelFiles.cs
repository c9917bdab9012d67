using System;
using System.IO;
using System.Text;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>Changes of ONNX files. Numbers are those of the fields in ONNX's schema.</summary>
internal static class ModelFiles
{
    private const int DocString = 6;
    private const int Graph = 7;
    private const int Initializer = 5;
    private const int RawData = 9;
    private const int ExternalData = 13;
    private const int DataLocation = 14;

    /// <summary>Appends a doc string: other content, the same computation.</summary>
    public static void AddDocString(string path, string text)
    {
        using FileStream file = File.Open(path, FileMode.Append);
        file.Write(Protobuf.Field(DocString, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Moves the weights of a model into a file beside it (ONNX's external data), and returns that file's path.</summary>
    public static string MoveWeightsOut(string path)
    {
        string name = Path.GetFileName(path) + ".data";
        using var data = new MemoryStream();
        byte[] model = Protobuf.Replace(File.ReadAllBytes(path), Graph, graph => Protobuf.Replace(graph, Initializer, MoveOut));
        File.WriteAllBytes(path, model);
        string dataPath = Path.Combine(Path.GetDirectoryName(path)!, name);
        File.WriteAllBytes(dataPath, data.ToArray());
        return dataPath;

        byte[] MoveOut(byte[] tensor)
        {
            long offset = data.Position;
            byte[] rest = Protobuf.Remove(tensor, RawData, bytes => data.Write(bytes));
            return data.Position == offset ? tensor :
            [
                .. rest,
                .. Entry("location", name),
                .. Entry("offset", FormattableString.Invariant($"{offset}")),
                .. Entry("length", FormattableString.Invariant($"{data.Position - offset}")),
                .. Protobuf.Field(DataLocation, 1),
            ];
        }

        static byte[] Entry(string key, string value) =>
            Protobuf.Field(ExternalData, [.. Protobuf.Field(1, Encoding.UTF8.GetBytes(key)), .. Protobuf.Field(2, Encoding.UTF8.GetBytes(value))]);
    }

    /// <summary>Gives a file another time, later or earlier, and leaves its content alone.</summary>
    public static void Touch(string path, TimeSpan shift) => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path) + shift);
}
