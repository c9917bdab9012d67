using System;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// The way of a reduction through its input, in which axes of 1 are left out and neighbors that all go or all stay are one:
/// runs of elements that lie side by side, as many for each output as there are <see cref="Segments"/> * <see cref="Steps"/>.
/// Either a run is what one output takes in, or each of its elements belongs to an output of its own.
/// </summary>
internal readonly struct ReductionWalk
{
    private readonly Dimensions _outer;
    private readonly byte _reduced;
    private readonly byte _stepped;

    private ReductionWalk(in Dimensions shape, int axes)
    {
        Span<int> merged = stackalloc int[PackedFormat.MaximumRank];
        int count = 0, reduced = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            int isReduced = axes >> axis & 1;
            if (count > 0 && (reduced >> (count - 1) & 1) == isReduced)
            {
                merged[count - 1] *= shape[axis];
                continue;
            }

            reduced |= isReduced << count;
            merged[count++] = shape[axis];
        }

        int outer = Math.Max(0, count - 1);
        RunLength = count == 0 ? 1 : merged[outer];
        IsRunReduced = count > 0 && (reduced >> outer & 1) != 0;
        _outer = new Dimensions(merged.Slice(0, outer));
        _reduced = (byte)(reduced & ((1 << outer) - 1));

        // The last axis that goes, before the run, is walked step by step, those before it by their index.
        Outputs = 1;
        Segments = 1;
        Steps = 1;
        for (int axis = outer - 1, stride = RunLength; axis >= 0; stride *= merged[axis], axis--)
        {
            if ((reduced >> axis & 1) == 0)
            {
                Outputs *= merged[axis];
            }
            else if (_stepped == 0)
            {
                _stepped = (byte)(1 << axis);
                Steps = merged[axis];
                Step = stride;
            }
            else
            {
                Segments *= merged[axis];
            }
        }
    }

    /// <summary>The outputs, or the groups of <see cref="RunLength"/> outputs that lie side by side.</summary>
    public int Outputs { get; }

    /// <summary>The elements of a run.</summary>
    public int RunLength { get; }

    /// <summary>Whether a run is part of one output, rather than of as many as it has elements.</summary>
    public bool IsRunReduced { get; }

    /// <summary>How many times an output's runs start anew at <see cref="Segment"/>.</summary>
    public int Segments { get; }

    /// <summary>The runs from there on.</summary>
    public int Steps { get; }

    /// <summary>The elements from one of them to the next.</summary>
    public int Step { get; }

    /// <summary>The elements of an output.</summary>
    public int Count => Segments * Steps * (IsRunReduced ? RunLength : 1);

    /// <summary>Reads the attribute that has a bit for each axis that goes, and checks that the output is what stays.</summary>
    public static ReductionWalk Read(ref OperatorReader reader, in Dimensions x, in Dimensions y)
    {
        int axes = reader.Attribute(0, (1 << x.Rank) - 1);
        reader.Require(x.WithoutAxes(axes).Count == y.Count, "has an output that is not as large as the axes that stay");
        return new ReductionWalk(x, axes);
    }

    /// <summary>The first element of a segment of an output.</summary>
    public int Segment(int output, int segment) => Offset(output, ~_reduced) + Offset(segment, _reduced & ~_stepped);

    // The element at which an index over the given axes alone points.
    private int Offset(int index, int axes)
    {
        int offset = 0;
        int stride = RunLength;
        for (int axis = _outer.Rank - 1; index > 0; axis--)
        {
            if ((axes >> axis & 1) != 0)
            {
                offset += index % _outer[axis] * stride;
                index /= _outer[axis];
            }

            stride *= _outer[axis];
        }

        return offset;
    }
}
