using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using TinyMl.Format;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Recipes;

namespace TinyMl.Tasks.Emit;

/// <summary>Gathers what the rooms found out into the report.</summary>
internal static class ModelReporter
{
    /// <summary>The report without device and budgets.</summary>
    /// <param name="noise">Each node's signal to quantization noise, where it was measured.</param>
    /// <param name="weightNoise">The same of the outputs, where the node's weights alone are quantized.</param>
    public static ModelReport Report(
        StagedGraph staged, SourceReport source, CompileOptions options, QuantizedGraph quantized, PackedProgram program, AccuracyReport? accuracy,
        IReadOnlyDictionary<Node, double?>? noise, IReadOnlyDictionary<Node, double?>? weightNoise)
    {
        FlashUsage flash = program.File.Flash;
        LoweredGraph lowered = program.Lowered;
        int runtime = program.RuntimeBytes;
        return new ModelReport
        {
            Name = lowered.Name,
            Source = source,
            Quantization = staged.Graph.IsQuantized ? "source" : options.Quantization.ToString(),
            Ranges = quantized.Taken is null ? null : string.Join(", ", quantized.Taken.Activations.Select(activation => activation.Method ?? "given").Distinct()),
            Flash = new FlashReport(flash.Bytes, Budget: null, flash.Weights, flash.Biases, flash.Quantization, flash.Graph),
            Ram = new RamReport(program.Plan.ArenaBytes + runtime, Budget: null, program.Plan.ArenaBytes, runtime, program.Plan.LowerBound, program.Plan.IsOptimal, PeakLayer(program)),
            Macs = quantized.Graph.Macs,
            Parameters = lowered.Records.Where(step => step.Stream is null).SelectMany(Parameters).Distinct().Sum(tensor => tensor.Shape.ElementCount),
            Accuracy = accuracy,
            Passes = [.. staged.Passes.Select(pass => new PassReport(pass.Name, pass.Rewrites))],
            Kernels = [.. lowered.Records.Select(step => step.Code).Distinct().Order().Select(code => code.ToString())],
            Labels = lowered.Labels,
            Layers = Layers(program, quantized.Taken ?? Recipe.Empty, noise, weightNoise, staged.Removed),
        };
    }

    // A stream needs what it needs for the layer that has the most in use; for each of the others, so much less as it has less.
    private static ImmutableArray<LayerReport> Layers(
        PackedProgram program, Recipe taken, IReadOnlyDictionary<Node, double?>? noise, IReadOnlyDictionary<Node, double?>? weightNoise, ImmutableArray<RemovedChannels> removed)
    {
        var layers = ImmutableArray.CreateBuilder<LayerReport>();
        int streams = 0;
        for (int step = 0; step < program.Lowered.Operators.Length; step++)
        {
            LoweredOperator lowered = program.Lowered.Operators[step];
            if (lowered.Stream is not null) streams++;
            for (int i = 0; i < lowered.Layers.Length; i++)
            {
                LoweredOperator layer = lowered.Layers[i];
                int unused = lowered.Stream is { } stream ? stream.LiveBytes.Max() - stream.LiveBytes[i] : 0;
                LayerReport report = Layer(layer, program.File.WeightBytes[layers.Count], program.Plan.LiveBytes[step] - unused, noise?.GetValueOrDefault(layer.Source), removed);
                layers.Add(report with
                {
                    Rounding = taken.Layer(layer.Source.Name).Rounding is Rounding rounding ? RecipeFields.Word(rounding) : null,
                    WeightSqnrDb = weightNoise?.GetValueOrDefault(layer.Source) is double decibels ? Math.Round(decibels, 2) : null,
                    Stream = lowered.Stream is null ? null : streams,
                });
            }
        }

        return layers.ToImmutable();
    }

    private static string PeakLayer(PackedProgram program) =>
        program.Plan.PeakStep < 0 ? "" : Peak(program.Lowered.Operators[program.Plan.PeakStep]).Source.Name;

    private static LoweredOperator Peak(LoweredOperator step) =>
        step.Stream is { } stream ? stream.Layers[stream.LiveBytes.IndexOf(stream.LiveBytes.Max())] : step;

    private static IEnumerable<Tensor> Parameters(LoweredOperator step) =>
        step.Inputs.Where(input => input.Tensor.IsConstant && input.Role is ConstantRole.Weights or ConstantRole.Biases).Select(input => input.Tensor);

    private static LayerReport Layer(LoweredOperator step, int weightBytes, int liveBytes, double? decibels, ImmutableArray<RemovedChannels> removed)
    {
        LoweredInput constant = step.Inputs.FirstOrDefault(input => input.Tensor.IsConstant && input.Role == ConstantRole.Weights);
        Tensor? weights = constant.Tensor;
        EncodedWeights? encoded = constant.Encoded;
        return new LayerReport(
            step.Source.Name,
            step.Source.Operator.Name,
            [.. step.Source.Output.Shape],
            step.Source.Macs,
            weightBytes,
            weights is null ? "none" : EncodingName(encoded?.Encoding ?? WeightEncoding.Raw),
            weights is null ? 0 : encoded?.Bits ?? weights.Type.Size() * 8,
            weights is null ? 0 : Math.Round(Sparsity(weights), 4),
            decibels is double value ? Math.Round(value, 2) : null,
            liveBytes)
        {
            SavedBytes = weights is null ? 0 : (checked((int)weights.Shape.ElementCount) * sizeof(float)) - weightBytes,
            RemovedChannels = removed.Where(channels => channels.Node == step.Source.Name)
                .Select(channels => new RemovedChannelsReport(channels.Inputs, channels.InputsBefore, channels.Outputs, channels.OutputsBefore))
                .FirstOrDefault(),
            Type = step.Source.Input.Type.ToString(),
            BytesMoved = step.Inputs.Select(input => input.Tensor).Concat(step.Outputs).Distinct().Sum(tensor => (long)tensor.ByteLength),
            Decoding = encoded is null ? null : Decoding(DecodingCost.Of(step, encoded), weights!.ByteLength - encoded.Bytes),
        };
    }

    private static DecodingReport Decoding(DecodingCost cost, int savedBytes) => new(savedBytes, cost.ScratchBytes, cost.Operations);

    private static string EncodingName(WeightEncoding encoding) => JsonNamingPolicy.CamelCase.ConvertName(encoding.ToString());

    private static double Sparsity(Tensor weights)
    {
        int size = weights.Type.Size();
        int elements = weights.ByteLength / size, zeros = 0;
        for (int i = 0; i < elements; i++)
        {
            if (weights.Data.Slice(i * size, size).IndexOfAnyExcept((byte)0) < 0) zeros++;
        }

        return (double)zeros / elements;
    }
}
