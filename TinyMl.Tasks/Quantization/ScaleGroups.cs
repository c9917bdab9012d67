using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Which activations of a graph share scale and zero point, by the TensorFlow Lite 8-bit quantization specification: pooling,
/// padding, transposes, reshapes and concatenations keep those of their inputs; softmax, logistic and tanh prescribe theirs.
/// The structure alone decides, so that a model's size does not depend on its calibration.
/// </summary>
internal sealed class ScaleGroups
{
    private static readonly QuantizationParameters s_probability = new(1f / 256, sbyte.MinValue);
    private static readonly QuantizationParameters s_tanh = new(1f / 128, 0);

    private readonly Dictionary<Tensor, ScaleGroup> _groups = [];
    private readonly HashSet<(Node Node, int Input)> _requantized = [];

    public ScaleGroups(Graph graph)
    {
        foreach (Tensor input in graph.Inputs) AddSource(input);
        foreach (Node node in graph.Nodes) Add(node);
        foreach (Tensor output in graph.Outputs.Where(output => output.IsConstant && !_groups.ContainsKey(output))) AddSource(output);
    }

    /// <summary>The groups, each once, in the order of their first members.</summary>
    public IEnumerable<ScaleGroup> All => _groups.Values.Distinct();

    /// <summary>The group of an activation, or of a constant that stands where an activation may.</summary>
    public ScaleGroup this[Tensor tensor] => _groups[tensor];

    /// <summary>Whether a concatenation's input has to be rescaled, because its group cannot take the scale of the output.</summary>
    public bool IsRequantized(Node concatenation, int input) => _requantized.Contains((concatenation, input));

    private void Add(Node node)
    {
        foreach (Tensor operand in Operands(node).Where(operand => operand.IsConstant && !_groups.ContainsKey(operand))) AddSource(operand);
        switch (node.Operator)
        {
            case MaxPool2D or AveragePool2D or Reshape or Transpose:
                Join(node.Output, node.Input);
                break;
            case Pad pad:
                Join(node.Output, node.Input);
                _groups[node.Input].PadValues.Add(pad.Value);
                break;
            case Concat:
                AddConcatenation(node);
                break;
            case Softmax or Logistic:
                AddSource(node.Output).Prescribed = s_probability;
                break;
            case Tanh:
                AddSource(node.Output).Prescribed = s_tanh;
                break;
            default:
                AddSource(node.Output);
                break;
        }
    }

    /// <summary>The inputs of a node that are quantized as activations are: all but weights and biases, and constants of a concatenation.</summary>
    private static ImmutableArray<Tensor> Operands(Node node) => node.Operator switch
    {
        Conv2D or DepthwiseConv2D or FullyConnected => [node.Input],
        Concat => [],
        _ => node.Inputs,
    };

    private void AddConcatenation(Node node)
    {
        ScaleGroup[] groups = [.. node.Inputs.Where(input => !input.IsConstant).Select(input => _groups[input]).Distinct()];
        bool isPrescribed = groups.Length > 0 && groups.All(group => group.Prescribed is not null && group.Prescribed.Equals(groups[0].Prescribed))
            && node.Inputs.All(input => !input.IsConstant);
        var joined = new ScaleGroup { HasConcatenation = true, Prescribed = isPrescribed ? groups[0].Prescribed : null };
        joined.Members.Add(node.Output);
        _groups.Add(node.Output, joined);
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            Tensor input = node.Inputs[i];
            if (input.IsConstant)
            {
                joined.Sources.Add(input);
                continue;
            }

            ScaleGroup group = _groups[input];
            if (group == joined) continue;
            if (isPrescribed || (group.Prescribed is null && !group.HasConcatenation))
            {
                Merge(joined, group);
            }
            else
            {
                _requantized.Add((node, i));
                joined.Sources.Add(input);
            }
        }
    }

    private ScaleGroup AddSource(Tensor tensor)
    {
        var group = new ScaleGroup();
        group.Members.Add(tensor);
        group.Sources.Add(tensor);
        _groups.Add(tensor, group);
        return group;
    }

    private void Join(Tensor output, Tensor input)
    {
        ScaleGroup group = _groups[input];
        group.Members.Add(output);
        _groups.Add(output, group);
    }

    private void Merge(ScaleGroup into, ScaleGroup group)
    {
        into.Members.AddRange(group.Members);
        into.Sources.AddRange(group.Sources);
        into.PadValues.AddRange(group.PadValues);
        foreach (Tensor member in group.Members) _groups[member] = into;
    }
}
