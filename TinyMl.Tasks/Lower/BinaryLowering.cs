using System;
using System.Collections.Generic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using static TinyMl.Tasks.Lower.Int8Lowering;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers the integer operators of two inputs, both of which may be activations.</summary>
internal static class BinaryLowering
{
    public static LoweredOperator Lower(Node node, Binary binary)
    {
        bool isWide = node.Output.Type == ElementType.Int16;
        (OperatorCode code, IEnumerable<int> factors) = binary switch
        {
            Add => (isWide ? OperatorCode.AddInt16 : OperatorCode.AddInt8, SumFactors(node, inDouble: true)),
            Sub => (isWide ? OperatorCode.SubInt16 : OperatorCode.SubInt8, SumFactors(node, inDouble: isWide)),
            Mul => (isWide ? OperatorCode.MulInt16 : OperatorCode.MulInt8, Factor((double)Scale(node.Inputs[0]) * Scale(node.Inputs[1]) / Scale(node.Output))),
            Div when !isWide => (OperatorCode.DivInt8, Factor(Scale(node.Inputs[0]) / (float)(Scale(node.Inputs[1]) * Scale(node.Output)))),
            Maximum => (isWide ? OperatorCode.MaximumInt16 : OperatorCode.MaximumInt8, []),
            Minimum => (isWide ? OperatorCode.MinimumInt16 : OperatorCode.MinimumInt8, []),
            SquaredDifference => (isWide ? OperatorCode.SquaredDifferenceInt16 : OperatorCode.SquaredDifferenceInt8, SquareFactors(node)),
            PRelu => (isWide ? OperatorCode.PReluInt16 : OperatorCode.PReluInt8, SlopeFactors(node)),
            _ => throw new InvalidOperationException($"No kernel runs {node} on integers."),
        };
        return Lowered(node, code, inPlace: true, [ZeroPoint(node.Inputs[0]), ZeroPoint(node.Inputs[1]), .. factors, ZeroPoint(node.Output), .. Bounds(node, binary.Activation)]);
    }

    private static IEnumerable<int> Factor(double factor) => Attributes(RealMultiplier.Quantize(factor));

    // CalculateOpDataAdd computes in double, CalculateOpDataSub in float. For int16, TensorFlow Lite itself computes both in double;
    // its models' golden outputs are that, from which TensorFlow Lite Micro is a step away now and then.
    private static IEnumerable<int> SumFactors(Node node, bool inDouble)
    {
        int leftShift = node.Output.Type == ElementType.Int16 ? 15 : 20;
        float left = Scale(node.Inputs[0]), right = Scale(node.Inputs[1]), result = Scale(node.Output);
        float common = 2 * Math.Max(left, right);
        return inDouble
            ? [.. Factor((double)left / common), .. Factor((double)right / common), .. Factor(common / ((1 << leftShift) * (double)result))]
            : [.. Factor(left / common), .. Factor(right / common), .. Factor(common / ((1 << leftShift) * result))];
    }

    // PrepareQuantized of SquaredDifference: in double, but for the product with the output's scale.
    private static IEnumerable<int> SquareFactors(Node node)
    {
        int leftShift = node.Output.Type == ElementType.Int16 ? 0 : 7;
        float left = Scale(node.Inputs[0]), right = Scale(node.Inputs[1]);
        double common = 2.0 * Math.Max(left, right);
        return [.. Factor(left / common), .. Factor(right / common), .. Factor(common * common / (float)((1 << (leftShift * 2)) * Scale(node.Output)))];
    }

    // CalculatePreluParams, in double.
    private static IEnumerable<int> SlopeFactors(Node node)
    {
        double x = Scale(node.Inputs[0]), result = Scale(node.Output);
        return [.. Factor(x / result), .. Factor(x * Scale(node.Inputs[1]) / result)];
    }
}
