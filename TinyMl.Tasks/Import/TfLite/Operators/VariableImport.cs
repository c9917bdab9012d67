using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>
/// VAR_HANDLE, READ_VARIABLE and ASSIGN_VARIABLE, which become states of the graph, and CALL_ONCE with a subgraph that assigns
/// constants: their initial values. Without one a variable starts as 0. Resetting a model gives the initial values back.
/// </summary>
internal static class VariableImport
{
    public static void Handle(TfLiteNode node)
    {
        if (node.InputCount > 0 || node.Source.Outputs.Length != 1) throw node.Damaged($"has {node.InputCount} inputs and {node.Source.Outputs.Length} outputs");
        FlatTable options = node.Options(BuiltinOptions.VarHandle, knownFields: 2);
        if (!node.Tensors.IsResource(node.Source.Outputs[0])) throw node.Damaged($"writes '{node.Source.Name}', which is no resource");
        node.Tensors.Variables.Define(node.Source.Outputs[0], options.Text(0), options.Text(1));
    }

    public static void Read(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        node.Options(BuiltinOptions.ReadVariable, knownFields: 0);
        ResourceVariables.Variable variable = Variable(node);
        int output = node.Source.Outputs[0];
        if (variable.Value is { } value)
        {
            node.Tensors.AddAlias(output, value);
        }
        else
        {
            variable.Current = node.Tensors.AddDeclared(output);
            variable.Value = variable.Current;
            if (variable.Initial is { } initial) RequireAlike(node, initial, variable.Current);
        }
    }

    public static void Assign(TfLiteNode node)
    {
        node.Expect(inputs: 2, outputs: 0);
        node.Options(BuiltinOptions.AssignVariable, knownFields: 0);
        ResourceVariables.Variable variable = Variable(node);
        Tensor value = node.Data(1);
        if ((variable.Current ?? variable.Value) is { } other) RequireAlike(node, value, other);
        variable.Value = value;
    }

    public static void CallOnce(TfLiteNode node)
    {
        node.Expect(inputs: 0, outputs: 0);
        int index = node.Options(BuiltinOptions.CallOnce, knownFields: 1).Int32(0);
        if (index < 1 || index >= node.Tensors.Subgraphs.Length) throw node.Damaged($"calls the subgraph {index} of {node.Tensors.Subgraphs.Length}");
        TfLiteModel subgraph = node.Tensors.Subgraphs[index];
        var tensors = new GraphTensors(subgraph);
        var nodes = new List<Node>();
        foreach (TfLiteOperator @operator in subgraph.Operators)
        {
            var step = new TfLiteNode(subgraph.Path, @operator, tensors, nodes);
            switch (@operator.Code)
            {
                case BuiltinOperator.VAR_HANDLE:
                    Handle(step);
                    break;
                case BuiltinOperator.ASSIGN_VARIABLE when @operator.Inputs is [_, >= 0] && tensors.IsConstant(@operator.Inputs[1]):
                    Assign(step);
                    break;
                default:
                    throw step.NotSupported("in a subgraph of CALL_ONCE", "There, ASSIGN_VARIABLE of constants and VAR_HANDLE are supported.");
            }
        }

        node.Tensors.Variables.Initialize(tensors.Variables);
    }

    private static ResourceVariables.Variable Variable(TfLiteNode node) =>
        node.Tensors.Variables.Find(node.Source.Inputs[0]) ?? throw node.Damaged($"names a variable by a tensor that no VAR_HANDLE has written");

    private static void RequireAlike(TfLiteNode node, Tensor left, Tensor right)
    {
        if (left.Type != right.Type || left.Shape != right.Shape) throw node.Damaged($"gives a variable the values {left} and {right}");
        if (!TfLiteNode.AreQuantizedAlike(left, right)) throw node.NotSupported("with values of different scales or zero points", "All values of a variable must have the same.");
    }
}
