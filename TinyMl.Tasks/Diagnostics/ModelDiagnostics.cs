using System;
using System.IO;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>The diagnostics TML1xxx: the model or its data.</summary>
internal static class ModelDiagnostics
{
    public static DiagnosticException NotFound(string path) =>
        Exception("TML1001", $"The file '{path}' does not exist. Correct the path in the project, or add the file.");

    public static DiagnosticException NotReadable(string path, Exception cause) =>
        Exception("TML1001", $"'{path}' cannot be read: {cause.Message}");

    public static DiagnosticException NotAModel(string path, string reason) =>
        Exception("TML1002", $"'{Path.GetFileName(path)}' is not a model that is supported: {reason}. TinyModel takes ONNX (.onnx, opset 7 and up) and TensorFlow Lite (.tflite) models.");

    public static DiagnosticException Damaged(string path, string reason) =>
        Exception("TML1003", $"'{Path.GetFileName(path)}' is damaged: {reason}. Export or download the model again.");

    public static DiagnosticException OperatorNotSupported(string path, string @operator, string node, string supported) =>
        Exception("TML1004", $"'{Path.GetFileName(path)}' uses the operator {@operator} (node '{node}'), which is not supported. {supported}");

    public static DiagnosticException OperatorFormNotSupported(string path, string @operator, string node, string reason) =>
        Exception("TML1004", $"'{Path.GetFileName(path)}' uses the operator {@operator} (node '{node}') in a form that is not supported: {reason}.");

    public static DiagnosticException ShapeNotStatic(string path, string tensor, string reason) =>
        Exception("TML1005", $"In '{Path.GetFileName(path)}' the shape of '{tensor}' is not static: {reason}. Export the model with fixed dimensions; only the batch may be symbolic.");

    public static DiagnosticException CalibrationDataNeeded(string path) =>
        Exception("TML1101", $"'{Path.GetFileName(path)}' is a float model, and quantizing its activations needs representative inputs. Set CalibrationData to an .npz, .npy or .csv file or a folder of samples, or set Quantization to Float16 or None, or use a model that is already quantized.");

    public static DiagnosticException PruningDataNeeded(string path, PruningMode mode) =>
        Exception("TML1101", $"To prune '{Path.GetFileName(path)}' by what its weights do, Pruning=\"{mode}\" needs representative inputs. Set CalibrationData to an .npz, .npy or .csv file or a folder of samples, or set Pruning to Magnitude or None.");

    public static DiagnosticException DataMismatch(string path, string reason) =>
        Exception("TML1102", $"The data in '{Path.GetFileName(path)}' does not match the model: {reason}.");

    public static DiagnosticException NotFinite(string path, int sample, string tensor) =>
        DataMismatch(path, FormattableString.Invariant($"sample {sample} (from 0) gives values in '{tensor}' that are not finite; the data is out of scale, or weights of the model are too large"));

    public static DiagnosticException BadMetadata(string name, string value, string allowed) =>
        Exception("TML1103", $"{name}=\"{value}\" is not possible: {allowed}.");

    public static DiagnosticException RecipeMismatch(string path, int line, string reason) =>
        BadMetadata("Recipe", Path.GetFileName(path), FormattableString.Invariant($"in line {line}, {reason}"));

    public static DiagnosticException SameModelTwice(string path) =>
        Exception("TML1104", $"'{path}' is declared as a TinyModel twice. Remove one of the items, or change it with Update instead of Include.");

    public static DiagnosticException SameNameTwice(string name, string first, string second) =>
        Exception("TML1105", $"'{first}' and '{second}' both give the class name {name} (case does not count). Set ClassName on one of them.");

    public static DiagnosticException LabelCount(string path, int labels, Shape output) =>
        Exception("TML1106", $"'{Path.GetFileName(path)}' has {labels} labels, but the model's output {output} has {output.ElementCount} elements. Give one label a line, in the order of the outputs.");

    private static DiagnosticException Exception(string code, FormattableString message) =>
        new(new Diagnostic(code, FormattableString.Invariant(message)));
}
