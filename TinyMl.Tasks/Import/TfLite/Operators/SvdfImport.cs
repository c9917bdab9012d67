using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// SVDF: x [N, I], feature weights [F, I], time weights [F, M], optional bias [U] with F = U * rank, and the variable state
/// [N, F * M], which outlives an inference. Int8 has a state and time weights of int8 or of int16; there, as in TensorFlow Lite Micro,
/// the activation follows from the output's zero point.
/// </summary>
internal static class SvdfImport
{
    private const int State = 4;

    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 3, optionalInputs: 2);
        if (node.Type == ElementType.Int16) throw node.NotSupported("on INT16", "Supported are FLOAT32 and INT8.");
        if (!node.HasInput(State)) throw node.Damaged($"lacks input {State}");
        FlatTable options = node.Options(BuiltinOptions.Svdf, knownFields: 3);
        int rank = options.Int32(0);
        Tensor x = node.Value(0), features = node.Weights(1, rank: 2, channelAxis: 0), times = Times(node);
        int filters = features.Shape[0];
        if (x.Shape.Rank != 2 || features.Shape[1] != x.Shape[1] || times.Shape[0] != filters) throw node.Damaged($"has weights {features.Shape} and {times.Shape} for an input {x.Shape}");
        if (rank < 1 || filters % rank != 0) throw node.Damaged($"has the rank {rank} and {filters} filters");
        var svdf = new Svdf(rank, node.Activation(options.Byte(1)));
        if (node.IsInteger && svdf.Activation != ActivationRange.None && svdf.Activation != ActivationRange.Relu) throw node.NotSupported("on INT8 with another activation than RELU", "TensorFlow Lite Micro's activations here are NONE and RELU.");

        Tensor before = node.Tensors.Variable(node.Source.Inputs[State], new Shape(x.Shape[0], filters * times.Shape[1]));
        if (before.Type != times.Type) throw node.NotSupported($"with time weights of type {times.Type} and a state of type {before.Type}", "Both have one type.");
        if (node.IsInteger)
        {
            if (features.Quantization is not { IsPerTensor: true } || times.Quantization is not { IsPerTensor: true } || before.Quantization is not { IsPerTensor: true } state) throw node.NotSupported("with weights of several scales or a state without one", "Each matrix and the state have one scale.");
            if (before.Type == ElementType.Int16 && state.ZeroPoint != 0) throw node.NotSupported("with an asymmetric INT16 state", "An INT16 state has the zero point 0.");
        }

        Tensor after = before.As(before.Type, before.Quantization);
        node.RequireOutput(x.Type);
        node.Add(svdf, [x, features, times, before, .. node.Bias(3, filters / rank)], after);
        node.Tensors.SetVariable(node.Source.Inputs[State], before, after);
    }

    // Constants, of int8 or int16 where the layer is an integer one.
    private static Tensor Times(TfLiteNode node)
    {
        int index = node.Source.Inputs[2];
        if (!node.IsInteger || !node.Tensors.IsConstant(index) || node.Tensors.TypeOf(index) == ElementType.Int8) return node.Weights(2, rank: 2, channelAxis: 0);
        Tensor times = node.Tensors.Constant(index);
        if (times.Type != ElementType.Int16) throw node.NotSupported($"with time weights of type {times.Type}", "On INT8 they are INT8 or INT16.");
        return times.Shape.Rank == 2 && times.Quantization is { IsPerTensor: true, ZeroPoint: 0 }
            ? times
            : throw node.Damaged($"has time weights of shape {times.Shape} that are not symmetric");
    }
}
