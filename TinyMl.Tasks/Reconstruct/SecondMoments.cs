using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TinyMl.Tasks.Calibrate;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Reconstruct;

/// <summary>
/// Second moments of what the filters of a layer see over calibration data, one matrix for each group of channels, and how that differs
/// from what they see in a reference network, which is the float one where the layers before are quantized or pruned already.
/// </summary>
internal sealed class SecondMoments
{
    /// <summary>Longer filters are looked at in parts, for time and memory: both grow with the square of a part.</summary>
    public const int UsualLongestPart = 1024;

    private const long LargestMatrices = 1 << 24;

    // Vectors beyond these tell little more.
    private const long MostVectors = 1 << 15;
    private const long MostProducts = 1L << 33;

    // As many elements of vectors are gathered before they are added, but of so many vectors at least.
    private const int BatchElements = 1 << 20;
    private const int LeastBatch = 64;

    private readonly ReceptiveField _field;
    private readonly MomentMatrix[] _matrices;
    private readonly long _step;
    private long _position;

    /// <summary>Prepares for samples of a layer's input.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="samples">How many there will be; of layers with many positions, only some positions of each are taken.</param>
    /// <param name="hasReference">Whether each comes with that of a reference network.</param>
    /// <param name="longestPart">The longest part of a filter that is looked at together.</param>
    public SecondMoments(in WeightedLayer layer, int samples, bool hasReference, int longestPart = UsualLongestPart)
    {
        _field = new ReceptiveField(layer);
        int channels = _field.OutputChannels / _field.Groups;
        int longest = (int)Math.Clamp(LargestMatrices / ((long)_field.Groups * _field.Length), 1, longestPart);
        int blocks = (_field.Length + longest - 1) / longest;
        Parts =
        [
            .. from groupIndex in Enumerable.Range(0, _field.Groups)
               from block in Enumerable.Range(0, blocks)
               let first = (int)((long)_field.Length * block / blocks)
               select new FilterPart(groupIndex, groupIndex * channels, channels, first, (int)((long)_field.Length * (block + 1) / blocks) - first),
        ];
        _matrices = [.. Parts.Select(part => new MomentMatrix(part.Length, hasReference))];
        long most = Math.Min(MostVectors, MostProducts / ((long)_field.Groups * _field.Length * Parts[0].Length));
        _step = Step((long)samples * _field.Positions, Math.Max(1, most), _field.OutputWidth);
    }

    /// <summary>The parts of the layer's filters, each with a matrix.</summary>
    public ImmutableArray<FilterPart> Parts { get; }

    /// <summary>The layer's filters.</summary>
    public ReceptiveField Field => _field;

    /// <summary>The sums of a part.</summary>
    public MomentMatrix this[int part] => _matrices[part];

    /// <summary>The moments of a layer's inputs.</summary>
    /// <param name="layer">The layer of the float network.</param>
    /// <param name="samples">The samples before the layer in the network whose moments are wanted.</param>
    /// <param name="input">The layer's input there.</param>
    /// <param name="reference">The same samples before the layer in the float network, or null where that is the network.</param>
    /// <param name="cancellation">Stops the work between two samples.</param>
    /// <param name="longestPart">The longest part of a filter that is looked at together.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    public static SecondMoments Measure(
        in WeightedLayer layer, Checkpoint samples, Tensor input, Checkpoint? reference, CancellationToken cancellation, int longestPart = UsualLongestPart)
    {
        var moments = new SecondMoments(layer, samples.Count, reference is not null, longestPart);
        int chunk = (int)Math.Clamp(BatchElements / input.Shape.ElementCount, 1, samples.Count);
        for (int first = 0; first < samples.Count; first += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] own = [.. Enumerable.Range(first, Math.Min(chunk, samples.Count - first))];
            Tensor expected = layer.Node.Input;
            moments.Add(Array.ConvertAll(own, sample => Read(samples, sample, input)), reference is null ? null : Array.ConvertAll(own, sample => Read(reference, sample, expected)));
        }

        return moments;
    }

    /// <summary>Adds samples.</summary>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="references">The same in the reference network; null where there is none.</param>
    public void Add(float[][] inputs, float[][]? references)
    {
        var taken = new List<(int Sample, int Position)>();
        for (int sample = 0; sample < inputs.Length; sample++)
        {
            for (int position = 0; position < _field.Positions; position++)
            {
                if (_position++ % _step == 0) taken.Add((sample, position));
            }
        }

        foreach ((int Sample, int Position)[] batch in taken.Chunk(Math.Max(LeastBatch, BatchElements / (_field.Groups * _field.Length)))) Add(inputs, references, batch);
    }

    private static float[] Read(Checkpoint samples, int sample, Tensor tensor)
    {
        float[] values = new float[tensor.Shape.ElementCount];
        samples.Read(tensor, sample, values);
        return values;
    }

    private void Add(float[][] inputs, float[][]? references, (int Sample, int Position)[] batch)
    {
        // [groups, vectors, elements]
        int length = _field.Length;
        double[] fields = new double[_field.Groups * batch.Length * length], expected = new double[references is null ? 0 : fields.Length];
        Parallel.For(0, batch.Length, i =>
        {
            (int sample, int position) = batch[i];
            int[] pixels = new int[_field.Taps];
            _field.Locate(position, pixels);
            for (int group = 0; group < _field.Groups; group++)
            {
                int first = ((group * batch.Length) + i) * length;
                _field.Gather(inputs[sample], pixels, group, fields.AsSpan(first, length));
                if (references is not null) _field.Gather(references[sample], pixels, group, expected.AsSpan(first, length));
            }
        });
        Parallel.For(0, Parts.Length, i => _matrices[i].Add(fields, expected, (Parts[i].Group * batch.Length * length) + Parts[i].First, length, batch.Length));
    }

    /// <summary>Every how manieth position is taken: a number without a common factor with the width, so that all columns take part.</summary>
    private static long Step(long count, long most, int width)
    {
        long step = (count + most - 1) / most;
        while (step > 1 && GreatestCommonDivisor(step, width) > 1) step++;
        return step;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
