using System;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Pow; of constants it is computed here.</summary>
internal static class PowImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        if (node.Input(0).Constant is { } left && node.Input(1).Constant is { } right)
        {
            if (!left.IsInteger) right = right.Cast(left.Type);
            else if (right.Integers() is { } exponents) right = new OnnxConstant(left.Type, right.Dimensions, exponents);
            node.Output(ConstantArithmetic.Compute(node, left, right, OfIntegers, Power.Pow));
            return;
        }

        node.Output(new Pow(ActivationRange.None), node.Tensor(0), Exponent(node));
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
