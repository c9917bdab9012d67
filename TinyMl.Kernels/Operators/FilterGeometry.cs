using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>The sizes of an SVDF layer: x [N, I], feature weights [F, I], time weights [F, M], a state of N * F * M and y of N * U elements; F is a multiple of U.</summary>
internal readonly struct FilterGeometry
{
    private FilterGeometry(int batches, int inputs, int filters, int steps, int units)
    {
        Batches = batches;
        Inputs = inputs;
        Filters = filters;
        Steps = steps;
        Units = units;
    }

    public int Batches { get; }

    public int Inputs { get; }

    public int Filters { get; }

    /// <summary>The features that the state holds of each filter.</summary>
    public int Steps { get; }

    public int Units { get; }

    /// <summary>The filters of a unit.</summary>
    public int Rank => Filters / Units;

    /// <summary>Checks the shapes.</summary>
    public static FilterGeometry Read(
        ref OperatorReader reader, in TensorRecord x, in Dimensions features, in Dimensions times, in TensorRecord before, in TensorRecord state, in TensorRecord y)
    {
        reader.Require(
            features.Rank == 2 && times.Rank == 2 && features[0] == times[0] && x.Shape.Count % features[1] == 0,
            "has weights that do not match one another or its input");
        int batches = x.Shape.Count / features[1];
        int units = y.Shape.Count / batches;
        reader.Require(units > 0 && units * batches == y.Shape.Count && features[0] % units == 0, "has an output that does not match its weights");
        reader.Require(
            (long)batches * times.Count == state.Shape.Count && state.Shape.Count == before.Shape.Count && state.Type == before.Type,
            "has a state that does not match its weights");
        return new FilterGeometry(batches, features[1], features[0], times[1], units);
    }
}
