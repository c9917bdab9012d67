using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// TensorFlow Lite Micro's custom operator CIRCULAR_BUFFER: x [N, 1, W, C] is appended to the last S - 1 of them; the output
/// [N, S, W, C] is state. With cycles_max above 1 the operator ends an inference before the operators behind it, but for every so
/// manieth time; here an inference always has a result, so that 1 is supported. Where it is left out, TensorFlow Lite Micro takes
/// 1 for buffers of 5, 13 and 25 slots.
/// </summary>
internal static class CircularBufferImport
{
    public const string Code = "CIRCULAR_BUFFER";

    private static readonly int[] SlotsOfOneCycle = [5, 13, 25];

    public static void Import(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        Tensor x = node.Data(0);
        int output = node.Source.Outputs[0];
        Shape shape = new([.. node.Tensors.DeclaredShape(output)]);
        if (x.Shape.Rank != 4 || x.Shape[1] != 1 || shape.Rank != 4 || shape.With(1, 1) != x.Shape) throw node.Damaged($"appends {x.Shape} to {shape}");
        if (x.Type != ElementType.Int8) throw node.NotSupported($"on values of type {x.Type}", "TensorFlow Lite Micro takes INT8.");
        int cycles = Cycles(node);
        if (cycles > 1 || (cycles < 1 && !SlotsOfOneCycle.Contains(shape[1])))
        {
            throw node.NotSupported(cycles > 1 ? $"with cycles_max {cycles}" : $"without cycles_max for {shape[1]} slots", "Every inference computes all outputs, so that cycles_max must be 1.");
        }

        Tensor buffer = node.Tensors.Variable(output, shape);
        if (!TfLiteNode.AreQuantizedAlike(x, buffer)) throw node.NotSupported("with different scales or zero points of input and output", "They are equal here.");
        Tensor next = shape[1] == 1 ? x : Appended(node, buffer, x);
        node.Tensors.SetVariable(output, buffer, next);
        node.Tensors.AddAlias(output, next);
    }

    private static Tensor Appended(TfLiteNode node, Tensor buffer, Tensor x)
    {
        Slice slice = Slice.Along(1, 1, buffer.Shape[1] - 1, buffer.Shape);
        Tensor kept = new(buffer.Name + "/kept", buffer.Type, slice.InferShape([buffer]), buffer.Quantization), next = buffer.As(buffer.Type, buffer.Quantization);
        node.Add(new Node(kept.Name, slice, [buffer], [kept]));
        node.Add(new Node(next.Name, new Concat(1), [kept, x], [next]));
        return next;
    }

    private static int Cycles(TfLiteNode node)
    {
        if (node.Source.CustomOptions.IsEmpty) return 0;
        return FlexBuffer.ReadIntegers(node.Source.CustomOptions.Span) switch
        {
            [("cycles_max", int cycles)] => cycles,
            [] => 0,
            { } options => throw node.NotSupported($"with the options {string.Join(", ", options.Select(option => option.Name))}", "The option cycles_max is supported."),
            null => throw node.Damaged($"has options that are no map of integers"),
        };
    }
}
