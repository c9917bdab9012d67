using System.IO;
using System.Threading;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Evaluate;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Quantization;
using TinyMl.Tasks.Simplify;

namespace TinyMl.Tasks.Tests.Quantization;

/// <summary>A model of the shared folder on its way through the compiler, without pruning.</summary>
internal sealed class QuantizedModel
{
    public QuantizedModel(string model, string calibration, QuantizationMode mode = QuantizationMode.Int8)
    {
        string path = SharedFiles.Find(Path.Combine("models", model));
        Source = Simplifier.Run(ModelImporter.Import(path, "M", CancellationToken.None).Graph, CancellationToken.None).Graph;
        Calibration = Read(calibration, withTargets: false);
        Result = Quantizer.Quantize(Source, path, mode, Calibration, CancellationToken.None);
        Packed = Pack(Result.Graph);
    }

    public Graph Source { get; }

    public SampleSet Calibration { get; }

    public QuantizedGraph Result { get; }

    public PackedModelFile Packed { get; }

    public SampleSet Read(string data, bool withTargets) => SampleSet.Read(SharedFiles.Find(data), Source.Inputs, withTargets);

    public AccuracyReport Measure(SampleSet samples) => Evaluator.Measure(Source, Packed.Bytes, samples, CancellationToken.None);

    public static PackedModelFile Pack(Graph graph)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        return ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered));
    }
}
