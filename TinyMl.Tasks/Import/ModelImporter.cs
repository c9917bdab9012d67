using System;
using System.IO;
using System.Threading;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx;
using TinyMl.Tasks.Import.TfLite;

namespace TinyMl.Tasks.Import;

/// <summary>Turns a model file into a graph; the extension says what it should be, and its content must agree.</summary>
internal static class ModelImporter
{
    private const long MaximumLength = 1 << 27;
    private const int IdentifierEnd = 8;

    /// <summary>Imports a model.</summary>
    /// <param name="path">The absolute path of an <c>.onnx</c> or <c>.tflite</c> file.</param>
    /// <param name="name">The name that the graph gets.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <exception cref="DiagnosticException">TML1001 to TML1005.</exception>
    public static ImportedModel Import(string path, string name, CancellationToken cancellation)
    {
        byte[] bytes = Read(path);
        bool isTfLite = bytes.Length >= IdentifierEnd && bytes.AsSpan(4..IdentifierEnd).SequenceEqual("TFL3"u8);
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            throw ModelDiagnostics.NotAModel(path, "it is a zip archive; unpack it first");
        }

        string extension = Path.GetExtension(path).ToLowerInvariant();
        switch (extension)
        {
            case ".tflite" when isTfLite:
                return Named(new ImportedModel(TfLiteImporter.Import(path, bytes, name, cancellation), []));
            case ".tflite" when bytes.Length < IdentifierEnd:
                throw ModelDiagnostics.Damaged(path, $"it is only {bytes.Length} bytes long");
            case ".tflite":
                throw ModelDiagnostics.NotAModel(path, "it lacks the identifier TFL3 of TensorFlow Lite files");
            case not ".tflite" when isTfLite:
                throw ModelDiagnostics.NotAModel(path, $"it is a TensorFlow Lite file with the extension '{extension}'; name it .tflite");
            case ".onnx":
                return Named(OnnxImporter.Import(path, bytes, name, cancellation));
            default:
                throw ModelDiagnostics.NotAModel(path, $"its extension is '{extension}'");
        }
    }

    private static ImportedModel Named(ImportedModel model) => model with { Graph = OwnNames.Give(model.Graph) };

    private static byte[] Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length == 0) throw ModelDiagnostics.Damaged(path, "it is empty");
            if (file.Length > MaximumLength)
            {
                throw ModelDiagnostics.NotAModel(path, $"it has {file.Length} bytes, and {MaximumLength} are supported");
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ModelDiagnostics.NotFound(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ModelDiagnostics.NotAModel(path, $"it cannot be read ({exception.Message})");
        }
    }
}
