using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
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

    // As many positions are gathered before they are added.
    private const int BatchLength = 64;

    private readonly ReceptiveField _field;
    private readonly MomentMatrix[] _matrices;
    private readonly bool _hasReference;
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
        _hasReference = hasReference;
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
        float[] values = new float[input.Shape.ElementCount], expected = new float[reference is null ? 0 : values.Length];
        for (int sample = 0; sample < samples.Count; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            moments.Add(samples.Read(input, sample, values), reference is null ? [] : reference.Read(layer.Node.Input, sample, expected));
        }

        return moments;
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="input">The layer's input.</param>
    /// <param name="reference">The same in the reference network; empty where there is none.</param>
    public void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> reference)
    {
        int[] positions = new int[BatchLength];
        int count = 0;
        for (int position = 0; position < _field.Positions; position++)
        {
            if (_position++ % _step != 0) continue;
            positions[count++] = position;
            if (count < BatchLength) continue;
            Add(input, reference, positions.AsSpan(0, count));
            count = 0;
        }

        if (count > 0) Add(input, reference, positions.AsSpan(0, count));
    }

    private void Add(ReadOnlySpan<float> input, ReadOnlySpan<float> reference, ReadOnlySpan<int> positions)
    {
        double[] fields = new double[positions.Length * _field.Length], references = new double[_hasReference ? fields.Length : 0];
        int part = 0;
        for (int group = 0; group < _field.Groups; group++)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                _field.Gather(input, positions[i], group, fields.AsSpan(i * _field.Length, _field.Length));
                if (_hasReference) _field.Gather(reference, positions[i], group, references.AsSpan(i * _field.Length, _field.Length));
            }

            for (; part < Parts.Length && Parts[part].Group == group; part++)
            {
                _matrices[part].Add(Columns(fields, Parts[part], positions.Length), _hasReference ? Columns(references, Parts[part], positions.Length) : [], positions.Length);
            }
        }
    }

    private double[] Columns(double[] fields, in FilterPart part, int count)
    {
        if (part.Length == _field.Length) return fields;
        double[] columns = new double[count * part.Length];
        for (int i = 0; i < count; i++) fields.AsSpan((i * _field.Length) + part.First, part.Length).CopyTo(columns.AsSpan(i * part.Length));
        return columns;
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
