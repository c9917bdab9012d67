using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Quantization;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>A model of the shared folder on its way through the compiler, without pruning.</summary>
internal sealed class QuantizedModel
{
    private readonly SharedModel _model;

    public QuantizedModel(string model, string calibration, QuantizationMode mode = QuantizationMode.Int8)
    {
        _model = new SharedModel(model);
        Calibration = Read(calibration);
        Result = Quantizer.Quantize(Source, _model.Path, mode, Calibration, CancellationToken.None);
        Packed = Pack(Result.Graph);
    }

    public Graph Source => _model.Graph;

    public SampleSet Calibration { get; }

    public QuantizedGraph Result { get; }

    public PackedModelFile Packed { get; }

    public SampleSet Read(string data, bool withTargets = false) => _model.Read(data, withTargets);

    public AccuracyReport Measure(SampleSet samples) => _model.Measure(Packed.Bytes, samples);

    public static PackedModelFile Pack(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered));
    }
}
