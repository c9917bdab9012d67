using System;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Calibrate;

/// <summary>
/// Runs a graph by the kernels of the runtime, packed as on the device but with a place of its own for every tensor, so that
/// every activation can be read afterwards.
/// </summary>
internal sealed class GraphRunner
{
    private readonly LoweredGraph _lowered;
    private readonly MemoryPlan _plan;
    private readonly byte[] _packed;
    private readonly byte[] _arena;
    private readonly TinyModel _model;

    /// <summary>Prepares a graph whose tensors have their final types.</summary>
    /// <exception cref="DiagnosticException"><c>TML1002</c>: its tensors take more memory than the runtime's arenas.</exception>
    public GraphRunner(Graph graph)
    {
        _lowered = GraphLowering.Lower(graph);
        _plan = MemoryPlanner.PlanWithoutReuse(_lowered);
        _packed = ModelPacker.Pack(_lowered, _plan).Bytes;
        (_arena, _model) = Load(_packed, _plan);
    }

    private GraphRunner(GraphRunner other)
    {
        _lowered = other._lowered;
        _plan = other._plan;
        _packed = other._packed;
        (_arena, _model) = Load(_packed, _plan);
    }

    /// <summary>Another runner of the same graph, for another thread.</summary>
    public GraphRunner Fork() => new(this);

    /// <summary>Computes all activations for a sample, from initial states or from those that the sample before left.</summary>
    public void Run(SampleSet samples, int sample, bool isContinued = false)
    {
        if (!isContinued) _model.Reset();
        samples.Feed(sample, _model);
        _model.Invoke();
    }

    /// <summary>Computes all activations from what was written to the bytes of the inputs.</summary>
    public void Run() => _model.Invoke();

    /// <summary>The bytes of an activation.</summary>
    public Span<byte> Bytes(Tensor tensor) => _arena.AsSpan(_plan.Offsets[_lowered.Storage(tensor)], tensor.ByteLength);

    /// <summary>The real values of an activation after a run, or of a constant.</summary>
    /// <returns>The part of <paramref name="buffer"/> that was written.</returns>
    public ReadOnlySpan<float> Read(Tensor tensor, Span<float> buffer)
    {
        Span<float> values = buffer[..(int)tensor.Shape.ElementCount];
        RealValues.Load(tensor.IsConstant ? tensor.Data : Bytes(tensor), Info(tensor), values);
        return values;
    }

    /// <summary>How the elements of a tensor are stored.</summary>
    public static TensorInfo Info(Tensor tensor) => new(tensor.Name, tensor.Type, [], tensor.Quantization?.Scale ?? 0, tensor.Quantization?.ZeroPoint ?? 0);

    private static (byte[] Arena, TinyModel Model) Load(byte[] packed, MemoryPlan plan)
    {
        byte[] arena = new byte[Math.Max(1, plan.ArenaBytes)];
        return (arena, TinyModel.Load(packed, arena));
    }
}
