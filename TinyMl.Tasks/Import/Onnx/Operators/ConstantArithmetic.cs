using System;
using System.Collections.Immutable;
using System.Linq;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Arithmetic between two constants, as exporters leave it where they compute shapes.</summary>
internal static class ConstantArithmetic
{
    /// <summary>Applies an operator to the inputs of a node, broadcast.</summary>
    public static OnnxConstant Compute(OnnxNode node, Func<long, long, long> integers, Func<double, double, double> reals)
    {
        OnnxConstant left = node.Constant(0, "left side"), right = node.Constant(1, "right side");
        return Compute(node, left, right, integers, reals);
    }

    /// <summary>Applies an operator to two constants, broadcast.</summary>
    public static OnnxConstant Compute(OnnxNode node, OnnxConstant left, OnnxConstant right, Func<long, long, long> integers, Func<double, double, double> reals)
    {
        if (left.Type != right.Type) throw node.Damaged($"its inputs are of the types {left.Type} and {right.Type}");

        ImmutableArray<int> dimensions = Broadcast(node, left.Dimensions, right.Dimensions);
        int count = node.Reserve(dimensions.Select(dimension => (long)dimension));
        int[] a = Indices(left.Dimensions, dimensions, count), b = Indices(right.Dimensions, dimensions, count);
        try
        {
            if (left.Integers() is { } x && right.Integers() is { } y)
            {
                long[] results = [.. a.Zip(b, (i, j) => integers(x[i], y[j]))];
                return new OnnxConstant(DataType.Int64, dimensions, results).Cast(left.Type);
            }

            double[] u = left.Reals(), v = right.Reals();
            return new OnnxConstant(DataType.Double, dimensions, a.Zip(b, (i, j) => reals(u[i], v[j])).ToArray()).Cast(left.Type);
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            throw node.Damaged("it divides by 0 or exceeds its type");
        }
    }

    /// <summary>The common dimensions of two operands.</summary>
    public static ImmutableArray<int> Broadcast(OnnxNode node, ImmutableArray<int> left, ImmutableArray<int> right)
    {
        int rank = Math.Max(left.Length, right.Length);
        int[] dimensions = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Length ? left[^i] : 1, b = i <= right.Length ? right[^i] : 1;
            if (a != b && a != 1 && b != 1)
            {
                string shapes = $"[{string.Join(", ", left)}] and [{string.Join(", ", right)}]";
                throw node.Damaged($"its inputs {shapes} cannot be broadcast");
            }

            dimensions[^i] = a == 1 ? b : a;
        }

        return [.. dimensions];
    }

    /// <summary>For each element of the broadcast result, the index of the operand's element.</summary>
    public static int[] Indices(ImmutableArray<int> operand, ImmutableArray<int> dimensions, int count)
    {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++)
        {
            int rest = i, stride = 1;
            for (int axis = 1; axis <= operand.Length; axis++)
            {
                int position = rest % dimensions[^axis];
                rest /= dimensions[^axis];
                if (operand[^axis] == 1) continue;
                indices[i] += position * stride;
                stride *= operand[^axis];
            }
        }

        return indices;
    }
}
