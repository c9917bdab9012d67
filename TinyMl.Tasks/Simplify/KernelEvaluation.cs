using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Simplify;

/// <summary>Runs one node on constants with the kernel that would run it on the device.</summary>
internal static class KernelEvaluation
{
    /// <summary>The bytes of the node's only output. All inputs are constants.</summary>
    public static byte[] Run(Node node)
    {
        Tensor first = node.Input;
        var input = new Tensor(first.Name, first.Type, first.Shape, first.Quantization);
        Node step = node.With(inputs: node.Inputs.Select(tensor => tensor == first ? input : tensor));
        LoweredGraph lowered = GraphLowering.Lower(new Graph(node.Name, [input], node.Outputs, [step]));
        TinyModel model = TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.PlanWithoutReuse(lowered)).Bytes);
        first.Data.CopyTo(model.Input<byte>());
        model.Invoke();
        return model.Output<byte>().ToArray();
    }
}
