using TinyMl.Tasks.Graphs;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>
/// DynamicQuantizeLinear, which quantizes by the range of each input that it gets. What follows multiplies the integers and brings them
/// back by the scale; without rounding that is the same for every scale, so that the values stay real, at scale 1 and zero point 0: such
/// a model is a float model of rounded weights.
/// </summary>
internal static class DynamicQuantizeLinearImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1, outputs: 3);
        Tensor x = node.Tensor(0);
        for (int output = 0; output < 3; output++)
        {
            if (node.IsGraphOutput(output)) throw node.Unsupported($"its output '{node.OutputName(output)}' is one of the model; its values are kept as real numbers");
        }

        node.Output(new OnnxValue(x) { IsUnrounded = true });
        if (node.IsUsed(1)) node.Output(1, new OnnxValue(OnnxConstant.Scalar(1f)));
        if (node.IsUsed(2)) node.Output(2, new OnnxValue(new OnnxConstant(DataType.Uint8, [], (long[])[0])));
    }
}
