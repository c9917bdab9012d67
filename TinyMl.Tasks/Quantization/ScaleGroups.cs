using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Quantization;

/// <summary>
/// Which activations of a graph share scale and zero point, as each operator's <see cref="IntegerForm"/> says. The structure alone
/// decides, so that a model's size does not depend on its calibration.
/// </summary>
internal sealed class ScaleGroups
{
    private readonly Dictionary<Tensor, ScaleGroup> _groups = [];
    private readonly HashSet<(Node Node, int Input)> _requantized = [];

    public ScaleGroups(Graph graph, IntegerNodes integers)
    {
        foreach (Tensor input in graph.Inputs.Where(integers.Gives)) AddSource(input);
        foreach (State state in graph.States.Where(state => integers.Gives(state.Current)))
        {
            ScaleGroup group = AddSource(state.Current);
            if (state.Initial is { } initial) group.Sources.Add(initial);
        }

        foreach (Node node in graph.Nodes.Where(integers.Contains)) Add(node, integers.Type);
        foreach (Tensor output in graph.Outputs.Where(output => output.IsConstant && output.Type == ElementType.Float32 && !_groups.ContainsKey(output))) AddSource(output);
        foreach (State state in graph.States.Where(state => integers.Gives(state.Current))) AddState(state);
    }

    /// <summary>The groups, each once, in the order of their first members.</summary>
    public IEnumerable<ScaleGroup> All => _groups.Values.Distinct();

    /// <summary>The group of an activation, or of a constant that stands where an activation may.</summary>
    public ScaleGroup this[Tensor tensor] => _groups[tensor];

    /// <summary>Whether all inputs of a node are to have the scale of its output, as those of a concatenation.</summary>
    public static bool IsJoint(Node node) => node.Operator.IntegerForm == IntegerForm.InputScale && node.Inputs.Count(IsReal) > 1;

    /// <summary>Whether an input of a joint node has to be rescaled, because its group cannot take the scale of the output.</summary>
    public bool IsRequantized(Node joint, int input) => _requantized.Contains((joint, input));

    private static bool IsReal(Tensor tensor) => tensor.Type == ElementType.Float32;

    private void Add(Node node, ElementType type)
    {
        foreach (Tensor operand in Operands(node).Where(operand => !_groups.ContainsKey(operand))) AddSource(operand);
        if (!IsReal(node.Output)) return;
        if (IsJoint(node))
        {
            AddJoint(node);
        }
        else if (node.Operator.IntegerForm == IntegerForm.InputScale)
        {
            Join(node.Output, node.Input);
            if (node.Operator is Pad pad) _groups[node.Input].PadValues.Add(pad.Value);
        }
        else
        {
            AddSource(node.Output).Prescribed = node.Operator.IntegerForm.Prescribed(type);
            foreach (Tensor state in node.Outputs.Skip(1)) AddSource(state);
        }
    }

    /// <summary>The inputs of a node that are quantized as activations are: all but weights and biases, and constants of a joint node.</summary>
    private static IEnumerable<Tensor> Operands(Node node)
    {
        if (WeightedLayer.Of(node) is not null || node.Operator is Recurrent) return [node.Input];
        return node.Inputs.Where(input => IsReal(input) && !(input.IsConstant && IsJoint(node)));
    }

    private void AddJoint(Node node)
    {
        ScaleGroup[] groups = [.. node.Inputs.Where(input => IsReal(input) && !input.IsConstant).Select(input => _groups[input]).Distinct()];
        bool isPrescribed = groups.Length > 0 && groups.All(group => group.Prescribed is not null && group.Prescribed.Equals(groups[0].Prescribed))
            && node.Inputs.Where(IsReal).All(input => !input.IsConstant);
        var joined = new ScaleGroup { HasConcatenation = true, Prescribed = isPrescribed ? groups[0].Prescribed : null };
        joined.Members.Add(node.Output);
        _groups.Add(node.Output, joined);
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            Tensor input = node.Inputs[i];
            if (!IsReal(input)) continue;
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

    /// <summary>A state has the scale of what it becomes, but where one of them must have another; then that is rescaled.</summary>
    private void AddState(State state)
    {
        if (!_groups.TryGetValue(state.Next, out ScaleGroup? next))
        {
            AddSource(state.Next);
            next = _groups[state.Next];
        }

        ScaleGroup current = _groups[state.Current];
        if (current == next) return;
        bool isFree = current.Prescribed is null && current.Sources.All(source => source == state.Current || source == state.Initial);
        if (isFree || (current.Prescribed is null && next.Prescribed is null)) Merge(next, current);
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
