using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.TfLite;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>What a TensorFlow Lite file must not say, each with the code and the words of its diagnostic.</summary>
[TestClass]
public sealed class TfLiteRefusalTests
{
    private const int Convolution = 0;
    private const int Pool = 1;
    private const int Dense = 3;

    private static readonly TfLiteTestModel _model = TfLiteTestModel.Classifier;

    private static readonly (string Name, string Code, string Words, TfLiteTestModel Model)[] _cases =
    [
        ("another schema", "TML1002", "version 2", _model with { Version = 2 }),
        ("no subgraph", "TML1003", "no subgraph", _model with { Subgraphs = 0 }),
        ("two subgraphs", "TML1002", "2 subgraphs", _model with { Subgraphs = 2 }),
        ("no operator", "TML1002", "computes nothing", _model with { Operators = [], Outputs = [0] }),
        ("no output", "TML1002", "computes nothing", _model with { Outputs = [] }),
        ("an unknown operator", "TML1004", "operator LSH_PROJECTION (node 'conv')", Operator(Convolution, old => old with { Code = BuiltinOperator.LSH_PROJECTION })),
        ("an operator beyond the first 127", "TML1004", "operator BITCAST", Operator(Convolution, old => old with { Code = BuiltinOperator.BITCAST })),
        ("a custom operator", "TML1004", "operator TFLite_Detection_PostProcess", Operator(Convolution, old => old with { Code = BuiltinOperator.CUSTOM, CustomCode = "TFLite_Detection_PostProcess" })),
        ("a code of a newer schema", "TML1004", "operator 4711", Operator(Convolution, old => old with { Code = (BuiltinOperator)4711 })),

        ("an index behind the tensors", "TML1003", "tensor 10 of 10", _model with { Outputs = [10] }),
        ("a negative index", "TML1003", "tensor -2 of 10", Operator(Convolution, old => old with { Inputs = [-2, 1, 2] })),
        ("a cycle", "TML1003", "'flat' is read before", Operator(Convolution, old => old with { Inputs = [6, 1, 2] })),
        ("an operator that reads its own output", "TML1003", "'conv' is read before", Operator(Convolution, old => old with { Inputs = [3, 1, 2] })),
        ("operators out of order", "TML1003", "is read before", _model with { Operators = [.. _model.Operators.Reverse()] }),
        ("an output that nobody writes", "TML1003", "'nobody' is read before", _model with { Tensors = [.. _model.Tensors, Int8("nobody", 1, 0, 1)], Outputs = [10] }),
        ("a tensor that is written twice", "TML1003", "'conv' is written twice", _model with { Operators = [_model.Operators[0], .. _model.Operators] }),
        ("an input that is written", "TML1003", "'conv' is written twice", _model with { Inputs = [0, 3] }),
        ("an input that stands there twice", "TML1003", "'input' is a constant or stands there twice", _model with { Inputs = [0, 0] }),
        ("an input that is a constant", "TML1003", "'conv/bias' is a constant", _model with { Inputs = [0, 2] }),
        ("too few inputs of an operator", "TML1003", "CONV_2D 'conv' has 1 inputs", Operator(Convolution, old => old with { Inputs = [0] })),
        ("too many inputs of an operator", "TML1003", "has 4 inputs", Operator(Convolution, old => old with { Inputs = [0, 1, 2, 2] })),
        ("an absent input", "TML1003", "lacks input 1", Operator(Convolution, old => old with { Inputs = [0, -1, 2] })),
        ("no output of an operator", "TML1003", "CONV_2D has no output", Operator(Convolution, old => old with { Outputs = [] })),
        ("too many outputs of an operator", "TML1003", "has 2 outputs", Operator(Convolution, old => old with { Outputs = [3, 4] })),
        ("options of another operator", "TML1003", "has options of type 9", Operator(Convolution, old => old with { OptionsType = BuiltinOptions.Softmax })),
        ("options of a newer schema", "TML1004", "AVERAGE_POOL_2D with options of a newer schema", Option(Pool, (6, 1))),

        ("an open width", "TML1005", "dimension 2 is open", Tensor(0, old => old with { Signature = [-1, 4, -1, 2] })),
        ("an open width in the shape", "TML1005", "'input'", Tensor(0, old => old with { Shape = [1, 4, -1, 2], Signature = null })),
        ("two shapes of different rank", "TML1003", "'input' differ in rank", Tensor(0, old => old with { Signature = [-1, 4] })),
        ("an empty dimension", "TML1003", "'input' has a dimension of 0", Tensor(0, old => old with { Shape = [1, 4, 0, 2] })),
        ("a negative dimension", "TML1003", "'input' has a dimension of -4", Tensor(0, old => old with { Shape = [1, -4, 4, 2], Signature = null })),
        ("seven dimensions", "TML1002", "has 7 dimensions", Tensor(0, old => old with { Shape = [1, 1, 1, 1, 4, 4, 2], Signature = null })),
        ("a huge shape", "TML1002", "more than 268435456 elements", Tensor(0, old => old with { Shape = [1, int.MaxValue, int.MaxValue, 2] })),
        ("a huge constant", "TML1002", "more than 268435456 elements", Tensor(1, old => old with { Shape = [3, 1 << 30, 1 << 30, 1 << 30] })),
        ("a shape that does not follow", "TML1003", "'conv' is [1, 4, 4, 4], but [1, 4, 4, 3] follows", Tensor(3, old => old with { Shape = [1, 4, 4, 4] })),
        ("a constant that is too short", "TML1003", "'conv/bias' of INT32 [3] needs 12 bytes and has 11", Tensor(2, old => old with { Data = new byte[11] })),
        ("a shape operand that is too long", "TML1003", "'shape' needs 8 bytes and has 12", Tensor(5, old => old with { Data = new byte[12] })),
        ("a reshape to another size", "TML1003", "RESHAPE 'flat' gives [1, 1, 1, 3] the shape [-1, 4]", Tensor(5, old => old with { Data = Bytes<int>([-1, 4]) })),
        ("a reshape with two open dimensions", "TML1003", "RESHAPE", Tensor(5, old => old with { Data = Bytes<int>([-1, -1]) })),
        ("a reshape whose size overflows", "TML1003", "RESHAPE", Tensor(5, old => old with { Data = Bytes<int>([int.MinValue, int.MinValue]) })),
        ("a reshape computed at run time", "TML1005", "'flat'", Operator(2, old => old with { Inputs = [4, 3] })),

        ("a uint8 model", "TML1004", "CONV_2D on values of type UInt8", Tensor(0, old => old with { Type = TensorType.UINT8, ZeroPoints = [1] })),
        ("an int8 layer that writes int16", "TML1003", "writes 'conv' of type Int16 where Int8 follows", Tensor(3, old => old with { Type = TensorType.INT16, ZeroPoints = [0] })),
        ("int4 weights", "TML1002", "'conv/weights' has the type INT4", Tensor(1, old => old with { Type = TensorType.INT4 })),
        ("a type of a newer schema", "TML1002", "'conv/weights' has the type 77", Tensor(1, old => old with { Type = (TensorType)77 })),
        ("a variable", "TML1002", "'conv' is a variable", Tensor(3, old => old with { IsVariable = true })),
        ("sparse weights", "TML1002", "'conv/weights' is stored sparse", Tensor(1, old => old with { IsSparse = true })),
        ("weights in another file", "TML1002", "'conv/weights' is stored in another file", Tensor(1, old => old with { IsExternal = true })),
        ("quantization by details", "TML1002", "'conv/weights' has custom quantization details", Tensor(1, old => old with { HasQuantizationDetails = true })),
        ("weights that are computed", "TML1004", "CONV_2D with weights that are computed at run time", Operator(Convolution, old => old with { Inputs = [0, 0, 2] })),
        ("float weights of an int8 layer", "TML1003", "operands of different types ('dense/weights' is Float32)", Tensor(7, old => Float("dense/weights", 4, 3).Filled(1f))),
        ("a float bias of an int8 layer", "TML1004", "CONV_2D with a bias of type Float32", Tensor(2, old => Float("conv/bias", 3).Filled(1f))),
        ("an int8 layer that writes floats", "TML1003", "writes 'dense' of type Float32", Tensor(8, old => Float("dense", 1, 4))),

        ("an activation without a scale", "TML1002", "'conv' is an INT8 activation without one scale", Tensor(3, old => old with { Scales = [], ZeroPoints = [] })),
        ("an activation with many scales", "TML1002", "'conv' is an INT8 activation without one scale", Tensor(3, old => old with { Scales = [1, 1, 1], ZeroPoints = [0, 0, 0], Axis = 3 })),
        ("an infinite scale", "TML1003", "'conv' has a scale", Tensor(3, old => old with { Scales = [float.PositiveInfinity] })),
        ("a scale of 0", "TML1003", "'conv' has a scale", Tensor(3, old => old with { Scales = [0] })),
        ("a negative scale", "TML1003", "'conv/weights' has a scale", Tensor(1, old => old with { Scales = [1, -1, 1] })),
        ("a scale that is not a number", "TML1003", "'input' has a scale", Tensor(0, old => old with { Scales = [float.NaN] })),
        ("a zero point outside of the type", "TML1003", "outside of [-128, 127]", Tensor(0, old => old with { ZeroPoints = [128] })),
        ("a zero point of 64 bits", "TML1003", "outside of [-128, 127]", Tensor(0, old => old with { ZeroPoints = [1L << 32] })),
        ("weights with a zero point", "TML1004", "with asymmetric INT8 weights", Tensor(1, old => old with { ZeroPoints = [0, 1, 0] })),
        ("a bias with a zero point", "TML1003", "outside of [0, 0]", Tensor(2, old => old with { ZeroPoints = [0, 1, 0] })),
        ("fewer zero points than scales", "TML1003", "3 scales and 2 zero points", Tensor(1, old => old with { ZeroPoints = [0, 0] })),
        ("scales that are not as many as channels", "TML1003", "has 2 scales for axis 0", Tensor(1, old => old with { Scales = [1, 1], ZeroPoints = [0, 0] })),
        ("scales along another axis", "TML1003", "scales along axis 1, not 0", Tensor(1, old => old with { Axis = 1 })),
        ("scales along no axis", "TML1003", "has 3 scales for axis 4", Tensor(1, old => old with { Axis = 4 })),
        ("pooling that requantizes", "TML1004", "AVERAGE_POOL_2D with different scales", Tensor(4, old => old with { Scales = [0.26f] })),
        ("softmax with another output scale", "TML1004", "They must be 1/256 and -128", Tensor(9, old => old with { Scales = [0.1f] })),

        ("a NaN weight", "TML1003", "'w' has a value that is not a finite number", FloatDense(Bytes<float>([1, float.NaN]))),
        ("an infinite weight", "TML1003", "'w' has a value that is not a finite number", FloatDense(Bytes<float>([float.NegativeInfinity, 1]))),
        ("dequantized weights that overflow", "TML1003", "'w' has a value that is not a finite number", DynamicRangeDense(float.MaxValue)),
        ("a factor that is not a number", "TML1003", "SOFTMAX", Operator(4, old => old with { Options = [(0, float.NaN)] })),

        ("a maximum that requantizes", "TML1004", "REDUCE_MAX with different scales", Reduction(BuiltinOperator.REDUCE_MAX, Integers("axes", 1), Int8("y", 0.25f, 0, 1))),
        ("a reduction over no axis", "TML1003", "SUM 'y' names no axis", Reduction(BuiltinOperator.SUM, Integers("axes"), Int8("y", 0.5f, 0, 1, 4))),
        ("a reduction over an axis that there is not", "TML1003", "REDUCE_MIN 'y' names axis 2 of 2", Reduction(BuiltinOperator.REDUCE_MIN, Integers("axes", 2), Int8("y", 0.5f, 0, 1))),
        ("axes that are computed", "TML1005", "'y'", Reduction(BuiltinOperator.SUM, Int8("axes", 1, 0, 1), Int8("y", 0.5f, 0, 1)) with { Inputs = [0, 1] }),
        ("an index of floats", "TML1004", "ARG_MAX with an output of type Float32", TfLiteTestModel.Of(BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMax, [], Float("x", 1, 4), Integers("axis", 1), Float("y", 1))),
        ("an index of another type than declared", "TML1003", "has the output type INT64 and an output of Int32", TfLiteTestModel.Of(BuiltinOperator.ARG_MIN, BuiltinOptions.ArgMin, [(0, (byte)4)], Float("x", 1, 4), Integers("axis", 1), new TfLiteTestTensor("y", TensorType.INT32, [1]))),
        ("two axes of a search", "TML1003", "ARG_MAX 'y' names 2 axes", TfLiteTestModel.Of(BuiltinOperator.ARG_MAX, BuiltinOptions.ArgMax, [], Float("x", 1, 4), Integers("axis", 0, 1), new TfLiteTestTensor("y", TensorType.INT32, [1]))),
        ("an activation of a normalization", "TML1004", "L2_NORMALIZATION with a fused activation", TfLiteTestModel.Of(BuiltinOperator.L2_NORMALIZATION, BuiltinOptions.L2Norm, [(0, (byte)1)], Float("x", 1, 4), Float("y", 1, 4))),
        ("a normalization to another scale", "TML1004", "They must be 1/128 and 0", TfLiteTestModel.Of(BuiltinOperator.L2_NORMALIZATION, BuiltinOptions.L2Norm, [], Int8("x", 0.5f, 0, 1, 4), Int8("y", 0.5f, 0, 1, 4))),
        ("a logarithm of softmax to another scale", "TML1004", "They must be 1/16 and 127", TfLiteTestModel.Of(BuiltinOperator.LOG_SOFTMAX, BuiltinOptions.LogSoftmax, [], Int8("x", 0.5f, 0, 1, 4), Int8("y", 1f / 16, 0, 1, 4))),

        ("a stride of 0", "TML1003", "stride 0", Option(Convolution, (1, 0))),
        ("a huge dilation", "TML1003", "dilation 2147483647", Option(Convolution, (5, int.MaxValue))),
        ("a negative pooling window", "TML1003", "filter of -4", Option(Pool, (4, -4))),
        ("a window larger than its input", "TML1003", "spans 5 of 4", Option(Pool, (4, 5))),
        ("padding of an unknown kind", "TML1003", "padding of kind 2", Option(Convolution, (0, (byte)2))),
        ("the fused activation TANH", "TML1004", "CONV_2D with the fused activation TANH", Option(Convolution, (3, (byte)4))),
        ("the fused activation SIGN_BIT", "TML1004", "FULLY_CONNECTED with the fused activation SIGN_BIT", Option(Dense, (0, (byte)5))),
        ("an unknown fused activation", "TML1003", "fused activation 6", Option(Convolution, (3, (byte)6))),
        ("shuffled weights", "TML1004", "FULLY_CONNECTED with shuffled weights", Option(Dense, (1, (byte)1))),
        ("groups that do not divide the outputs", "TML1003", "has weights [3, 3, 3, 1] for an input [1, 4, 4, 2]", Tensor(1, old => (old with { Shape = [3, 3, 3, 1] }).Filled<sbyte>(1))),
        ("weights of another depth", "TML1003", "has weights [3, 3, 3, 3] for an input", Tensor(1, old => (old with { Shape = [3, 3, 3, 3] }).Filled<sbyte>(1))),
        ("weights of another rank", "TML1003", "has weights of shape [3, 18]", Tensor(1, old => old with { Shape = [3, 18] })),
        ("a bias for other channels", "TML1003", "has a bias of shape [2]", Tensor(2, old => (old with { Shape = [2], Scales = [], ZeroPoints = [] }).Filled(1))),
    ];

    public static IEnumerable<object[]> Cases => _cases.Select(item => new object[] { item.Name });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void EachEndsInItsDiagnostic(string name)
    {
        (_, string code, string words, TfLiteTestModel model) = _cases.Single(item => item.Name == name);

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(
            () => TfLiteImporter.Import("test.tflite", model.Write(), "Test", CancellationToken.None));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(words, exception.Message);
    }

    [TestMethod]
    public void TheModelWithoutADefectIsImported() =>
        Assert.HasCount(5, TfLiteImporter.Import("test.tflite", _model.Write(), "Test", CancellationToken.None).Nodes);

    [TestMethod]
    public void ImportingCanBeCanceled() =>
        Assert.ThrowsExactly<OperationCanceledException>(() => TfLiteImporter.Import("test.tflite", _model.Write(), "Test", new CancellationToken(canceled: true)));

    private static TfLiteTestModel Tensor(int index, Func<TfLiteTestTensor, TfLiteTestTensor> change) => _model.With(index, change);

    private static TfLiteTestModel Operator(int index, Func<TfLiteTestOperator, TfLiteTestOperator> change) => _model.WithOperator(index, change);

    private static TfLiteTestModel Option(int index, (int Field, object Value) option) =>
        Operator(index, old => old with { Options = [.. old.Options.Where(other => other.Field != option.Field), option] });

    private static TfLiteTestModel Reduction(BuiltinOperator code, TfLiteTestTensor axes, TfLiteTestTensor output) =>
        TfLiteTestModel.Of(code, BuiltinOptions.Reducer, [], Int8("x", 0.5f, 0, 1, 4), axes, output);

    private static TfLiteTestModel FloatDense(byte[] weights) =>
        TfLiteTestModel.Of(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.None, [], Float("x", 1, 2), Float("w", 1, 2) with { Data = weights }, Float("y", 1, 1));

    private static TfLiteTestModel DynamicRangeDense(float scale) =>
        TfLiteTestModel.Of(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.None, [], Float("x", 1, 2), Int8("w", scale, 0, 1, 2).Filled<sbyte>(2), Float("y", 1, 1));
}
