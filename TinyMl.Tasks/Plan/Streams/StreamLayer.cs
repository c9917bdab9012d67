using System;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;

namespace TinyMl.Tasks.Plan.Streams;

/// <summary>An operator that can belong to a stream, as its kernel runs it: which rows of its inputs it reads in which order. Batches of one only.</summary>
internal sealed class StreamLayer
{
    /// <summary>The operators that compute a row of y from the same rows of their inputs.</summary>
    private static readonly FrozenSet<OperatorCode> s_elementwise =
    [
        OperatorCode.AddFloat32, OperatorCode.SubFloat32, OperatorCode.MulFloat32, OperatorCode.DivFloat32, OperatorCode.MaximumFloat32,
        OperatorCode.MinimumFloat32, OperatorCode.SquaredDifferenceFloat32, OperatorCode.PowFloat32, OperatorCode.PReluFloat32,
        OperatorCode.ModFloat32, OperatorCode.FloorModFloat32, OperatorCode.ClampFloat32, OperatorCode.LogisticFloat32,
        OperatorCode.TanhFloat32, OperatorCode.LeakyReluFloat32, OperatorCode.HardSwishFloat32, OperatorCode.AlgebraicFunctionFloat32,
        OperatorCode.ExponentialFunctionFloat32, OperatorCode.TrigonometricFunctionFloat32, OperatorCode.ErrorFunctionFloat32,
        OperatorCode.AddInt8, OperatorCode.SubInt8, OperatorCode.MulInt8, OperatorCode.DivInt8, OperatorCode.MaximumInt8, OperatorCode.MinimumInt8,
        OperatorCode.SquaredDifferenceInt8, OperatorCode.PReluInt8, OperatorCode.ClampInt8, OperatorCode.LogisticInt8, OperatorCode.TanhInt8,
        OperatorCode.LeakyReluInt8, OperatorCode.HardSwishInt8, OperatorCode.RequantizeInt8, OperatorCode.LookupTableInt8,
        OperatorCode.AddInt16, OperatorCode.SubInt16, OperatorCode.MulInt16, OperatorCode.MaximumInt16, OperatorCode.MinimumInt16,
        OperatorCode.SquaredDifferenceInt16, OperatorCode.PReluInt16, OperatorCode.ClampInt16, OperatorCode.LeakyReluInt16,
    ];

    private readonly WindowAxis? _window;

    private StreamLayer(LoweredOperator lowered, WindowAxis? window, bool isClosing)
    {
        Operator = lowered;
        _window = window;
        IsClosing = isClosing;
        Rows = isClosing ? lowered.Inputs[0].Tensor.Shape[1] : lowered.Outputs[0].Shape[1];
        LoweredInput[] activations = [.. lowered.Inputs.Where(input => !input.Tensor.IsConstant)];
        RowInputs = [.. activations.Select(input => input.Tensor).Where(HasRows).Distinct()];
        OtherInputs = [.. activations.Select(input => input.Tensor).Except(RowInputs)];
    }

    /// <summary>The operator as the stream has it.</summary>
    public LoweredOperator Operator { get; }

    public Tensor Output => Operator.Outputs[0];

    /// <summary>Whether it takes in rows and writes all of its output with the last one: a pooling over everything.</summary>
    public bool IsClosing { get; }

    /// <summary>The rows of y, of a closing layer those of x.</summary>
    public int Rows { get; }

    /// <summary>The activations that are read row by row.</summary>
    public ImmutableArray<Tensor> RowInputs { get; }

    /// <summary>The activations that are read as a whole for every row.</summary>
    public ImmutableArray<Tensor> OtherInputs { get; }

    /// <summary>The rows of a ring that the kernel demands of its input, whatever it reads of them.</summary>
    public int SpannedRows => _window is { } window ? Math.Min(window.Input, ((window.Filter - 1) * window.Dilation) + 1) : 1;

    /// <summary>The operator as a layer, or null where it cannot be one.</summary>
    public static StreamLayer? TryOf(LoweredOperator lowered)
    {
        if (ClosingLayers.TryClose(lowered) is { } closing) return new StreamLayer(closing, null, isClosing: true);
        Shape y = lowered.Outputs[0].Shape;
        if (y.Rank != 4 || y[0] != 1) return null;
        if (s_elementwise.Contains(lowered.Code)) return lowered.Inputs.All(input => input.Tensor.Shape.Rank <= 4) ? new StreamLayer(lowered, null, isClosing: false) : null;

        if (WindowAttributes.Start(lowered.Code) is not int start) return null;
        ImmutableArray<int> attributes = lowered.Attributes;
        int filter = start == 0 ? lowered.Inputs[1].Tensor.Shape[1] : attributes[start - 2];
        var window = new WindowAxis(lowered.Inputs[0].Tensor.Shape[1], y[1], filter, attributes[start], attributes[start + 2], attributes[start + 4]);
        return new StreamLayer(lowered, window, isClosing: false);
    }

    /// <summary>The first row of its inputs that a row of the layer reads.</summary>
    public int FirstRow(int row) => _window?.FirstPosition(row) ?? row;

    /// <summary>The row of its inputs after the last one that a row of the layer reads.</summary>
    public int EndRow(int row) => _window?.EndPosition(row) ?? row + 1;

    // A window and a closing layer read one tensor. The operands of others have the height of the output, or serve all rows.
    private bool HasRows(Tensor tensor) =>
        _window is not null || IsClosing || (tensor.Shape.Rank == 4 && tensor.Shape[1] == Rows && (Rows > 1 || tensor.Shape == Output.Shape));
}
