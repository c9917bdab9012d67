using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// UNIDIRECTIONAL_SEQUENCE_LSTM as Keras layers become it: x [N, T, I] (or [T, N, I]), four weights and four recurrent weights of the
/// gates input, forget, cell, output, four biases, and the variables h and c, which outlive an inference. Int8 has an int16 cell
/// state whose scale is a power of two. TensorFlow Lite Micro has no more.
/// </summary>
internal static class UnidirectionalSequenceLstmImport
{
    private const int FirstWeights = 1;
    private const int FirstRecurrent = 5;
    private const int FirstBias = 12;
    private const int Hidden = 18;
    private const int Cell = 19;
    private const int Inputs = 24;
    private const int InputsBeforeNormalization = 20;
    private const byte Tanh = 4;

    private static readonly (int First, int Count, string Name)[] Variants =
    [
        (9, 3, "peepholes"), (16, 2, "a projection"), (20, 4, "layer normalization"),
    ];

    public static void Import(TfLiteNode node)
    {
        FlatTable options = Options(node);
        if (node.Type == ElementType.Int16) throw node.NotSupported("on INT16", "Supported are FLOAT32 and INT8.");
        Tensor x = node.Value(0);
        if (x.Shape.Rank != 3) throw node.Damaged($"has an input of shape {x.Shape}");
        GateConstants gates = GateConstants.Read(node, FirstWeights, FirstRecurrent, FirstBias, x.Shape[2]);

        bool isTimeMajor = options.Boolean(3);
        float clip = options.Single(1);
        if (!(clip >= 0)) throw node.Damaged($"has the cell clip {clip}");
        var lstm = new Lstm(isTimeMajor, IsBackward: false, HasInitial: true, HasPeepholes: false, float.PositiveInfinity, clip > 0 ? clip : float.PositiveInfinity);
        Shape states = lstm.StateShape([x, gates.Weights, gates.Recurrent]);
        Tensor hidden = node.Tensors.Variable(node.Source.Inputs[Hidden], states), cell = node.Tensors.Variable(node.Source.Inputs[Cell], states);
        CheckTypes(node, hidden, cell, clip);

        Tensor nextCell = cell.As(cell.Type, cell.Quantization);
        node.RequireOutput(x.Type);
        Tensor y = node.Add(lstm, [x, gates.Weights, gates.Recurrent, gates.Bias, hidden, cell], nextCell);
        if (!TfLiteNode.AreQuantizedAlike(y, hidden)) throw node.NotSupported("with different scales or zero points of output and hidden state", "TensorFlow Lite has them equal.");
        node.Tensors.SetVariable(node.Source.Inputs[Hidden], hidden, LastStep(node, y, hidden, isTimeMajor ? 0 : 1));
        node.Tensors.SetVariable(node.Source.Inputs[Cell], cell, nextCell);
    }

    private static FlatTable Options(TfLiteNode node)
    {
        if (node.InputCount is not (Inputs or InputsBeforeNormalization)) throw node.Damaged($"has {node.InputCount} inputs");
        foreach ((int first, int count, string name) in Variants)
        {
            if (Enumerable.Range(first, count).Any(node.HasInput)) throw node.NotSupported($"with {name}", "Supported are layers without peepholes, projection and layer normalization.");
        }

        if (!node.HasInput(FirstWeights) || !node.HasInput(FirstRecurrent)) throw node.NotSupported("with coupled input and forget gates", "Supported are layers with four gates.");
        node.Expect(1, Inputs - 1);
        int missing = Enumerable.Range(0, Cell + 1).FirstOrDefault(i => !node.HasInput(i) && !Variants.Any(variant => i >= variant.First && i < variant.First + variant.Count), -1);
        if (missing >= 0) throw node.Damaged($"lacks input {missing}");

        FlatTable options = node.Options(BuiltinOptions.UnidirectionalSequenceLstm, knownFields: 6);
        if (options.Byte(0) != Tanh) throw node.NotSupported("with another activation than TANH", "The activation TANH is supported.");
        if (options.Boolean(5)) throw node.NotSupported("with diagonal recurrent weights", "Recurrent weights are matrices.");
        return options;
    }

    private static void CheckTypes(TfLiteNode node, Tensor hidden, Tensor cell, float clip)
    {
        (ElementType ofHidden, ElementType ofCell) = node.IsInteger ? (ElementType.Int8, ElementType.Int16) : (ElementType.Float32, ElementType.Float32);
        if (hidden.Type != ofHidden || cell.Type != ofCell) throw node.NotSupported($"with states of type {hidden.Type} and {cell.Type}", $"Here the hidden state is {ofHidden} and the cell state {ofCell}.");
        if (!node.IsInteger) return;

        if (hidden.Quantization is not { IsPerTensor: true } || cell.Quantization is not { IsPerTensor: true } quantization) throw node.Damaged($"has states without a scale");
        if (quantization.ZeroPoint != 0 || quantization.Scale is < 1f / (1 << 15) or > 1 || MathF.ScaleB(1, MathF.ILogB(quantization.Scale)) != quantization.Scale)
        {
            throw node.NotSupported($"with a cell state of scale {quantization.Scale:R} and zero point {quantization.ZeroPoint}", "The scale is a power of two from 2^-15 to 1, the zero point 0.");
        }

        if (clip > 0 && clip < quantization.Scale) throw node.NotSupported($"with a cell clip of {clip:R}", "The cell clip is at least the cell state's scale.");
    }

    private static Tensor LastStep(TfLiteNode node, Tensor y, Tensor hidden, int timeAxis)
    {
        Slice slice = Slice.Along(timeAxis, y.Shape[timeAxis] - 1, 1, y.Shape);
        Tensor last = new(y.Name + "/last", y.Type, slice.InferShape([y]), y.Quantization), next = hidden.As(hidden.Type, hidden.Quantization);
        node.Add(new Node(last.Name, slice, [y], [last]));
        node.Add(new Node(next.Name, new Reshape(hidden.Shape), [last], [next]));
        return next;
    }
}
