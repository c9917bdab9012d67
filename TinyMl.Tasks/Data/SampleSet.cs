using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Data;

/// <summary>
/// Samples for a model's inputs, and targets where asked for, from an <c>.npz</c>, <c>.npy</c> or <c>.csv</c> file or a folder.
/// Every sample has the number of elements that its input has, and every real value is finite.
/// </summary>
internal sealed class SampleSet
{
    private readonly ImmutableArray<Tensor> _inputs;
    private readonly ImmutableArray<DataArray> _arrays;
    private readonly ImmutableArray<bool> _isRaw;

    private SampleSet(string path, IReadOnlyList<Tensor> inputs, DataArray[] arrays, Targets? targets)
    {
        Path = path;
        Count = arrays[0].Count;
        Targets = targets;
        _inputs = [.. inputs];
        _arrays = [.. arrays];
        _isRaw = [.. arrays.Select((array, i) => array.Type.Is(inputs[i].Type))];
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>The targets, where they were asked for.</summary>
    public Targets? Targets { get; }

    /// <summary>The files that belong to a path: itself, or a folder's in ordinal order; none where it does not exist.</summary>
    public static ImmutableArray<string> Files(string path) =>
        Directory.Exists(path) ? [.. RawFolder.Files(path)] : File.Exists(path) ? [path] : [];

    /// <summary>Reads samples for the given inputs, which have the source model's layout and types.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="withTargets">Whether targets are needed: the array <c>y</c>, or a CSV file's last column.</param>
    /// <exception cref="DiagnosticException"><c>TML1001</c>: nothing is there. <c>TML1102</c>: the data does not fit, or is damaged.</exception>
    public static SampleSet Read(string path, IReadOnlyList<Tensor> inputs, bool withTargets)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw ModelDiagnostics.NotFound(path);
        try
        {
            Targets? targets = null;
            DataArray[] arrays = Directory.Exists(path) ? RawFolder.Read(path, inputs) : System.IO.Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npz" => ReadArchive(path, inputs, withTargets, out targets),
                ".npy" => [ReadArray(path, inputs)],
                ".csv" => [ReadTable(path, inputs, withTargets, out targets)],
                _ => throw new InvalidDataException("data comes as .npz, .npy or .csv files or as a folder of raw tensors"),
            };
            if (withTargets && targets is null) throw new InvalidDataException("it has no targets; validation needs an .npz file with an array 'y' or a .csv file with the target in its last column");
            Check(inputs, arrays, targets);
            return new SampleSet(path, inputs, arrays, targets);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DiagnosticException(ModelDiagnostics.DataMismatch(path, exception.Message.TrimEnd('.')).Diagnostic, exception);
        }
    }

    /// <summary>Samples spread evenly over the set, at most <paramref name="most"/> of them, in order.</summary>
    public IEnumerable<int> Spread(int most)
    {
        int count = Math.Min(most, Count);
        return Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count));
    }

    /// <summary>Some of the samples, at least one, in the order given.</summary>
    public SampleSet Take(params int[] samples) => new(Path, _inputs, [.. _arrays.Select(array => array.Take(samples))], Targets?.Take(samples));

    /// <summary>The elements of an input's sample.</summary>
    public int Length(int input) => _arrays[input].SampleLength;

    /// <summary>Writes a sample to all inputs of a model.</summary>
    public void Feed(int sample, TinyModel model)
    {
        for (int i = 0; i < model.Inputs.Count; i++) Store(sample, i, model.Inputs[i], model.Input<byte>(i));
    }

    /// <summary>Writes a sample as the elements of a model's input: unchanged where the data has the source's type, else as real values.</summary>
    public void Store(int sample, int input, TensorInfo tensor, Span<byte> stored)
    {
        DataArray array = _arrays[input];
        if (_isRaw[input] && array.Type.Is(tensor.ElementType))
        {
            array.CopyTo(sample, stored);
            return;
        }

        float[] values = new float[array.SampleLength];
        array.CopyTo(sample, values);
        RealValues.Store(values, tensor, stored);
    }

    private static DataArray[] ReadArchive(string path, IReadOnlyList<Tensor> inputs, bool withTargets, out Targets? targets)
    {
        using NumpyArchive archive = NumpyArchive.Open(path);
        DataArray[] arrays = [.. inputs.Select(input => archive.Read(ArrayName(archive, input, inputs.Count == 1)))];
        DataArray? y = withTargets && archive.Names.Contains("y") ? archive.Read("y") : null;
        targets = y is null ? null : new Targets(y, y.Type.IsInteger());
        return arrays;
    }

    private static string ArrayName(NumpyArchive archive, Tensor input, bool isOnlyInput)
    {
        if (archive.Names.Contains(input.Name)) return input.Name;
        if (isOnlyInput)
        {
            if (archive.Names.Contains("x")) return "x";
            string[] others = [.. archive.Names.Where(name => name != "y")];
            if (others.Length == 1) return others[0];
        }

        string alternative = isOnlyInput ? " or 'x'" : "";
        throw new InvalidDataException($"it has no array '{input.Name}'{alternative} for the input; its arrays are {string.Join(", ", archive.Names.Select(name => $"'{name}'"))}");
    }

    private static DataArray ReadArray(string path, IReadOnlyList<Tensor> inputs)
    {
        RequireOneInput(inputs);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return NumpyFile.Read(stream, stream.Length);
    }

    private static DataArray ReadTable(string path, IReadOnlyList<Tensor> inputs, bool withTargets, out Targets? targets)
    {
        RequireOneInput(inputs);
        CsvFile file = CsvFile.Read(path);
        int columns = checked((int)inputs[0].Shape.ElementCount);
        int expected = columns + (withTargets ? 1 : 0);
        if (file.Rows == 0) throw new InvalidDataException("it has no samples");
        if (file.Columns != expected)
        {
            string target = withTargets ? " and one for the target" : file.Columns == columns + 1 ? " (a target belongs into ValidationData alone)" : "";
            throw new InvalidDataException($"its rows have {file.Columns} numbers, the input '{inputs[0].Name}' of shape {inputs[0].Shape} needs {columns}{target}");
        }

        targets = withTargets ? new Targets(file.Samples(columns, Shape.Scalar), file.LastColumnIsInteger) : null;
        return file.Samples(0, inputs[0].Shape);
    }

    private static void RequireOneInput(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count != 1) throw new InvalidDataException($"the model has {inputs.Count} inputs ({string.Join(", ", inputs.Select(input => $"'{input.Name}'"))}), which need an .npz file or a folder");
    }

    private static void Check(IReadOnlyList<Tensor> inputs, DataArray[] arrays, Targets? targets)
    {
        for (int i = 0; i < arrays.Length; i++) Check(inputs[i], arrays[i], arrays[0].Count);
        if (targets is null) return;
        if (targets.Count != arrays[0].Count) throw new InvalidDataException($"it has {arrays[0].Count} samples but {targets.Count} targets");
        float[] values = new float[targets.Length];
        for (int sample = 0; sample < targets.Count; sample++)
        {
            targets.CopyTo(sample, values);
            RequireFinite(values, "the target", sample);
        }
    }

    private static void Check(Tensor input, DataArray array, int count)
    {
        if (array.Shape.Length == 0) throw new InvalidDataException("it has a lone number instead of samples along the first dimension");
        var shape = new Shape([.. input.Shape.Where(dimension => dimension != 1)]);
        if (array.SampleShape != shape)
        {
            string cure = array.SampleShape.Order().SequenceEqual(shape.Order()) ? $"; transposed to [samples, {string.Join(", ", shape)}] it would fit" : "";
            throw new InvalidDataException($"its shape is [{string.Join(", ", array.Shape)}], samples first, and the input '{input.Name}' has the shape {input.Shape}{cure}");
        }

        if (array.Count == 0) throw new InvalidDataException("it has no samples");
        if (array.Count != count) throw new InvalidDataException($"it has {count} samples for one input and {array.Count} for '{input.Name}'");
        if (array.Type.Is(input.Type) && array.Type.IsInteger()) return;
        if (input.Type is not (ElementType.Float32 or ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)) throw new InvalidDataException($"it has numbers of {array.Type}, and the input '{input.Name}' takes {input.Type} only");

        float[] values = new float[array.SampleLength];
        for (int sample = 0; sample < array.Count; sample++)
        {
            array.CopyTo(sample, values);
            RequireFinite(values, $"the input '{input.Name}'", sample);
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> values, string what, int sample)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) throw new InvalidDataException($"sample {sample} (from 0) of {what} holds a value that is not finite");
        }
    }
}
