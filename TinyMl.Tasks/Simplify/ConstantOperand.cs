using System;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// A float Add, Sub or Mul of an activation and a constant, as out = x * <see cref="Scale"/> + <see cref="Shift"/> elementwise. The
/// output has the shape of the activation.
/// </summary>
internal readonly struct ConstantOperand
{
    private readonly Tensor _constant;

    private ConstantOperand(Node node, Tensor input, Tensor constant)
    {
        Node = node;
        Input = input;
        _constant = constant;
    }

    public Node Node { get; }

    /// <summary>The activation.</summary>
    public Tensor Input { get; }

    /// <summary>The shape of the constant.</summary>
    public Shape Shape => _constant.Shape;

    /// <summary>Whether it scales, rather than shifts.</summary>
    public bool IsScale => Node.Operator is Mul;

    /// <summary>The number of elements that the constant repeats along the outer axes: 1 for a scalar, C for a value per channel.</summary>
    public int Length => (int)_constant.Shape.ElementCount;

    /// <summary>The node's constant operand; null where the node is something else, or its constant is broadcast otherwise than along outer axes.</summary>
    public static ConstantOperand? Of(Node? node)
    {
        if (node is not { Operator: Add or Sub or Mul } || node.Output.Type != ElementType.Float32) return null;
        if (node.Inputs[0].IsConstant == node.Inputs[1].IsConstant) return null;
        (Tensor input, Tensor constant) = node.Inputs[1].IsConstant ? (node.Inputs[0], node.Inputs[1]) : (node.Inputs[1], node.Inputs[0]);
        return input.Shape == node.Output.Shape && RepeatsAlongOuterAxes(constant.Shape, input.Shape)
            ? new ConstantOperand(node, input, constant)
            : null;
    }

    /// <summary>The factor of the element at a flat index of the activation.</summary>
    public double Scale(int index) => Node.Operator switch
    {
        Mul => Value(index),
        Sub when Node.Inputs[0] == _constant => -1,
        _ => 1,
    };

    /// <summary>The summand of the element at a flat index of the activation.</summary>
    public double Shift(int index) => Node.Operator switch
    {
        Mul => 0,
        Sub when Node.Inputs[1] == _constant => -Value(index),
        _ => Value(index),
    };

    /// <summary>Whether the node gives back its activation.</summary>
    public bool IsIdentity
    {
        get
        {
            if (!((Binary)Node.Operator).Activation.IsNone) return false;
            for (int i = 0; i < Length; i++)
            {
                if (Scale(i) != 1 || Shift(i) != 0) return false;
            }

            return true;
        }
    }

    /// <summary>The operation on another activation of as many elements, whose last axis takes the constant's values in turn.</summary>
    public Node AppliedTo(Tensor input)
    {
        float[] values = new float[input.Shape[-1]];
        for (int i = 0; i < values.Length; i++) values[i] = (float)Value(i);
        Tensor original = _constant, constant = Tensor.Constant(original.Name, new Shape(values.Length), values);
        return Node.With(inputs: Node.Inputs.Select(tensor => tensor == original ? constant : input));
    }

    private double Value(int index) => _constant.Values<float>()[index % Length];

    // NumPy's broadcasting repeats flat blocks when only axes outside of the block are missing or 1.
    private static bool RepeatsAlongOuterAxes(Shape constant, Shape whole)
    {
        int axis = 1;
        while (axis <= Math.Min(constant.Rank, whole.Rank) && constant[-axis] == whole[-axis]) axis++;
        for (; axis <= constant.Rank; axis++)
        {
            if (constant[-axis] != 1) return false;
        }

        return true;
    }
}
