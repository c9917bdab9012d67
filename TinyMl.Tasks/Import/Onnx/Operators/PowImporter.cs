using System;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Pow: by one constant exponent as the product, root or reciprocal that it is, else as a power.</summary>
internal static class PowImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        if (node.Input(0).Constant is { } left && node.Input(1).Constant is { } right)
        {
            if (!left.IsInteger || right.IsInteger) right = right.Cast(left.Type);
            node.Output(ConstantArithmetic.Compute(node, left, right, OfIntegers, Power.Pow));
            return;
        }

        Tensor exponent = Exponent(node);
        if (node.Input(0).Activation is not { } x || !exponent.IsConstant || exponent.Shape.ElementCount != 1 || exponent.Shape.Rank > x.Shape.Rank)
        {
            node.Output(new Pow(ActivationRange.None), node.Tensor(0), exponent);
            return;
        }

        x = node.Tensor(0);
        switch (exponent.Values<float>()[0])
        {
            case 1:
                node.Output(x);
                break;
            case 2:
                node.Output(new Mul(ActivationRange.None), x, x);
                break;
            case 3:
                node.Output(new Mul(ActivationRange.None), node.Emit(new Mul(ActivationRange.None), x, x), x);
                break;
            case 0.5f:
                node.Output(new Sqrt(), x);
                break;
            case -0.5f:
                node.Output(new Rsqrt(), x);
                break;
            case -1:
                node.Output(new Reciprocal(), x);
                break;
            default:
                node.Output(new Pow(ActivationRange.None), x, exponent);
                break;
        }
    }

    /// <summary>The exponent, which may be of another type than the base: integers that are known at import.</summary>
    private static Tensor Exponent(OnnxNode node)
    {
        if (node.Input(1).Constant is not { IsInteger: true } integers) return node.Tensor(1);
        node.Reserve(integers.Count);
        return node.FloatTensor(node.InputName(1), integers.Cast(DataType.Float));
    }

    // Overflows where the power is no integer.
    private static long OfIntegers(long x, long exponent)
    {
        if (exponent < 0) throw new OverflowException();
        if (x is 0 or 1) return exponent == 0 ? 1 : x;
        if (x == -1) return exponent % 2 == 0 ? 1 : -1;
        long power = 1;
        for (; exponent > 0; exponent--) power = checked(power * x);
        return power;
    }
}
