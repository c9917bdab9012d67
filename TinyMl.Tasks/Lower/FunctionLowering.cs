using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Lower;

/// <summary>Lowers functions of one number: on float32 to the kernel of the function's family, on int8 to a table.</summary>
internal static class FunctionLowering
{
    private const int ValueCount = 256;

    /// <summary>The record of a function on Float32.</summary>
    public static LoweredOperator Float32(Node node, RealFunction function)
    {
        (OperatorCode code, int[] attributes) = function.Formula switch
        {
            AlgebraicFormula formula => (OperatorCode.AlgebraicFunctionFloat32, Attributes((int)formula.Function, formula.A, formula.B)),
            ExponentialFormula formula => (OperatorCode.ExponentialFunctionFloat32, Attributes((int)formula.Function, formula.A, formula.B)),
            TrigonometricFormula formula => (OperatorCode.TrigonometricFunctionFloat32, Attributes((int)formula.Function)),
            ErrorFormula formula => (OperatorCode.ErrorFunctionFloat32, Attributes((int)formula.Function)),
            _ => throw new InvalidOperationException($"No kernel runs {node} on Float32."),
        };
        return new LoweredOperator(node, code, [new LoweredInput(node.Input, InPlace: true)], node.Outputs, attributes);
    }

    /// <summary>The record of a function on int8.</summary>
    public static LoweredOperator Int8(Node node, RealFunction function)
    {
        sbyte[] values = [.. Enumerable.Range(sbyte.MinValue, ValueCount).Select(stored => Int8Functions.Value(function, stored, Int8Lowering.Parameters(node.Input), Int8Lowering.Parameters(node.Output)))];
        Tensor table = Tensor.Constant<sbyte>($"{node.Name}.table", ElementType.Int8, new Shape(ValueCount), values);
        IEnumerable<LoweredInput> inputs = [new LoweredInput(node.Input, InPlace: true), new LoweredInput(table, ConstantRole.Quantization)];
        return new LoweredOperator(node, OperatorCode.LookupTableInt8, inputs, node.Outputs);
    }

    private static int[] Attributes(int function, params ReadOnlySpan<float> parameters)
    {
        int[] attributes = new int[1 + parameters.Length];
        attributes[0] = function;
        for (int i = 0; i < parameters.Length; i++) attributes[i + 1] = BitConverter.SingleToInt32Bits(parameters[i]);
        return attributes;
    }
}
