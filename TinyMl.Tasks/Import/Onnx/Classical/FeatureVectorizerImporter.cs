using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Classical;

/// <summary>FeatureVectorizer: features [N, C] or [C] side by side.</summary>
internal static class FeatureVectorizerImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(node.InputCount, node.InputCount);
        if (node.InputCount == 0) throw node.Damaged("it has no inputs");
        Tensor[] inputs = [.. Enumerable.Range(0, node.InputCount).Select(i => Read(node, i))];
        if (inputs.Any(input => input.Shape[0] != inputs[0].Shape[0])) throw node.Damaged("its inputs are of different numbers of samples");
        long[] sizes = node.Attributes.Ints("inputdimensions") ?? [];
        if (sizes.Length > 0 && !sizes.SequenceEqual(inputs.Select(input => (long)input.Shape[1])))
        {
            string given = string.Join(", ", inputs.Select(input => input.Shape[1]));
            throw node.Unsupported($"its inputdimensions are {string.Join(", ", sizes)}, and its inputs have {given} features; both must be the same");
        }

        if (inputs.Length == 1)
        {
            node.Output(inputs[0]);
        }
        else
        {
            node.Output(new Concat(1), inputs);
        }
    }

    private static Tensor Read(OnnxNode node, int input)
    {
        Tensor x = Samples.Real(node, input);
        int samples = x.Shape.Rank < 2 ? 1 : x.Shape[0];
        var shape = new Shape(samples, checked((int)(x.Shape.ElementCount / samples)));
        return x.Shape == shape ? x : node.Emit(new Reshape(shape), x);
    }
}
