using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.TfLite.Operators;
using static TinyMl.Tasks.Import.ActivationTypes;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The one list of the operators that are imported; custom ones with "custom." before their code.</summary>
internal static class SupportedOperators
{
    private const string Custom = "custom.";

    private static readonly Dictionary<string, SupportedOperator<TfLiteNode>> Imports = new(StringComparer.Ordinal)
    {
        [nameof(BuiltinOperator.ABS)] = new(FunctionImport.Abs, ToInt8),
        [nameof(BuiltinOperator.ADD)] = new(BinaryImport.Add, ToInt16),
        [nameof(BuiltinOperator.ARG_MAX)] = new(ArgMinMaxImport.Maximum, ToInt8, "A constant axis."),
        [nameof(BuiltinOperator.ARG_MIN)] = new(ArgMinMaxImport.Minimum, ToInt8, "A constant axis."),
        [nameof(BuiltinOperator.ASSIGN_VARIABLE)] = new(VariableImport.Assign, ToInt16, "Once for each variable."),
        [nameof(BuiltinOperator.AVERAGE_POOL_2D)] = new(PoolImport.Average, ToInt16),
        [nameof(BuiltinOperator.BATCH_MATMUL)] = new(BatchMatMulImport.Import, ToInt8),
        [nameof(BuiltinOperator.BATCH_TO_SPACE_ND)] = new(BlockImport.BatchToSpace, Any, "Constant blocks; after a convolution between blocks it becomes a dilation."),
        [nameof(BuiltinOperator.BROADCAST_TO)] = new(TileImport.BroadcastTo, Any, "A constant shape."),
        [nameof(BuiltinOperator.CALL_ONCE)] = new(VariableImport.CallOnce, Any, "Initializes variables with constants."),
        [nameof(BuiltinOperator.CAST)] = new(ChoiceImport.Cast, Any),
        [nameof(BuiltinOperator.CEIL)] = new(FunctionImport.Ceil, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.CONCATENATION)] = new(ConcatenationImport.Import, Any, "Without a fused activation."),
        [nameof(BuiltinOperator.CONV_2D)] = new(Conv2DImport.Import, ToInt16, "Constant symmetric weights; any groups and dilations."),
        [nameof(BuiltinOperator.COS)] = new(FunctionImport.Cos, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.DEPTHWISE_CONV_2D)] = new(DepthwiseConv2DImport.Import, ToInt16, "Constant symmetric weights."),
        [nameof(BuiltinOperator.DEPTH_TO_SPACE)] = new(BlockImport.DepthToSpace, Any),
        [nameof(BuiltinOperator.DEQUANTIZE)] = new(QuantizeImport.Dequantize, ToInt16, "Also of Float16 and Int8 constants."),
        [nameof(BuiltinOperator.DIV)] = new(BinaryImport.Div, ToInt8),
        [nameof(BuiltinOperator.ELU)] = new(FunctionImport.Elu, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.EQUAL)] = new(ChoiceImport.Equal, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.EXP)] = new(FunctionImport.Exp, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.EXPAND_DIMS)] = new(ReshapeImport.ExpandDims, Any, "Takes no time."),
        [nameof(BuiltinOperator.FILL)] = new(TileImport.Fill, Constant),
        [nameof(BuiltinOperator.FLOOR)] = new(FunctionImport.Floor, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.FLOOR_MOD)] = new(BinaryImport.FloorMod, Real),
        [nameof(BuiltinOperator.FULLY_CONNECTED)] = new(FullyConnectedImport.Import, ToInt16, "Weights computed or with any zero point on Float32 and Int8; format DEFAULT."),
        [nameof(BuiltinOperator.GATHER)] = new(GatherImport.Gather, Any),
        [nameof(BuiltinOperator.GATHER_ND)] = new(GatherImport.GatherND, Any),
        [nameof(BuiltinOperator.GELU)] = new(FunctionImport.Gelu, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.GREATER)] = new(ChoiceImport.Greater, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.GREATER_EQUAL)] = new(ChoiceImport.GreaterEqual, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.HARD_SWISH)] = new(ActivationImport.HardSwish, ToInt8),
        [nameof(BuiltinOperator.L2_NORMALIZATION)] = new(NormalizationImport.L2Normalization, ToInt8),
        [nameof(BuiltinOperator.LEAKY_RELU)] = new(ActivationImport.LeakyRelu, ToInt16),
        [nameof(BuiltinOperator.LESS)] = new(ChoiceImport.Less, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.LESS_EQUAL)] = new(ChoiceImport.LessEqual, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.LOG)] = new(FunctionImport.Log, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.LOGICAL_AND)] = new(ChoiceImport.And, Bool),
        [nameof(BuiltinOperator.LOGICAL_NOT)] = new(ChoiceImport.Not, Bool),
        [nameof(BuiltinOperator.LOGICAL_OR)] = new(ChoiceImport.Or, Bool),
        [nameof(BuiltinOperator.LOGISTIC)] = new(ActivationImport.Logistic, ToInt16),
        [nameof(BuiltinOperator.LOG_SOFTMAX)] = new(NormalizationImport.LogSoftmax, ToInt8),
        [nameof(BuiltinOperator.MAXIMUM)] = new(BinaryImport.Maximum, ToInt16),
        [nameof(BuiltinOperator.MAX_POOL_2D)] = new(PoolImport.Maximum, ToInt16),
        [nameof(BuiltinOperator.MEAN)] = new(ReductionImport.Mean, ToInt16, "Constant axes."),
        [nameof(BuiltinOperator.MINIMUM)] = new(BinaryImport.Minimum, ToInt16),
        [nameof(BuiltinOperator.MIRROR_PAD)] = new(MirrorPadImport.Import, Any, "REFLECT and SYMMETRIC."),
        [nameof(BuiltinOperator.MUL)] = new(BinaryImport.Mul, ToInt16),
        [nameof(BuiltinOperator.NEG)] = new(FunctionImport.Neg, Real),
        [nameof(BuiltinOperator.NOT_EQUAL)] = new(ChoiceImport.NotEqual, Any, "Int8 at equal scales."),
        [nameof(BuiltinOperator.PACK)] = new(PackImport.Import, Any),
        [nameof(BuiltinOperator.PAD)] = new(PadImport.Pad, Any, "Constant paddings."),
        [nameof(BuiltinOperator.PADV2)] = new(PadImport.PadV2, Any, "Constant paddings and value."),
        [nameof(BuiltinOperator.POW)] = new(BinaryImport.Pow, Real),
        [nameof(BuiltinOperator.PRELU)] = new(BinaryImport.PRelu, ToInt16),
        [nameof(BuiltinOperator.QUANTIZE)] = new(QuantizeImport.Quantize, ToInt16, "From Float32 to Int8 and Int16, and among Int8, Int16 and Int32."),
        [nameof(BuiltinOperator.RANGE)] = new(ShapeImport.Range, Constant),
        [nameof(BuiltinOperator.RANK)] = new(ShapeImport.Rank, Constant),
        [nameof(BuiltinOperator.READ_VARIABLE)] = new(VariableImport.Read, ToInt16),
        [nameof(BuiltinOperator.REDUCE_MAX)] = new(ReductionImport.Maximum, ToInt16, "Constant axes."),
        [nameof(BuiltinOperator.REDUCE_MIN)] = new(ReductionImport.Minimum, ToInt16, "Constant axes."),
        [nameof(BuiltinOperator.REDUCE_PROD)] = new(ReductionImport.Product, Real, "Constant axes."),
        [nameof(BuiltinOperator.RELU)] = new(ActivationImport.Relu, ToInt16),
        [nameof(BuiltinOperator.RELU6)] = new(ActivationImport.Relu6, ToInt16),
        [nameof(BuiltinOperator.RELU_0_TO_1)] = new(FunctionImport.Relu0To1, ToInt16),
        [nameof(BuiltinOperator.RELU_N1_TO_1)] = new(ActivationImport.ReluN1To1, ToInt16),
        [nameof(BuiltinOperator.RESHAPE)] = new(ReshapeImport.Reshape, Any, "A constant shape; takes no time."),
        [nameof(BuiltinOperator.RESIZE_BILINEAR)] = new(ResizeImport.Bilinear, ToInt8, "A constant size."),
        [nameof(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR)] = new(ResizeImport.Nearest, ToInt8, "A constant size."),
        [nameof(BuiltinOperator.REVERSE_V2)] = new(ReverseImport.Import, Any, "Constant axes."),
        [nameof(BuiltinOperator.ROUND)] = new(FunctionImport.Round, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.RSQRT)] = new(FunctionImport.Rsqrt, ToInt8),
        [nameof(BuiltinOperator.SELECT)] = new(ChoiceImport.Select, Any),
        [nameof(BuiltinOperator.SELECT_V2)] = new(ChoiceImport.SelectV2, Any),
        [nameof(BuiltinOperator.SHAPE)] = new(ShapeImport.Shape, Constant),
        [nameof(BuiltinOperator.SIGN)] = new(FunctionImport.Sign, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.SIN)] = new(FunctionImport.Sin, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.SLICE)] = new(SliceImport.Slice, Any, "Constant begin and size."),
        [nameof(BuiltinOperator.SOFTMAX)] = new(ActivationImport.Softmax, ToInt16, "Also Int8 to Int16."),
        [nameof(BuiltinOperator.SPACE_TO_BATCH_ND)] = new(BlockImport.SpaceToBatch, Any, "Constant blocks; before a convolution between blocks it becomes a dilation."),
        [nameof(BuiltinOperator.SPACE_TO_DEPTH)] = new(BlockImport.SpaceToDepth, Any),
        [nameof(BuiltinOperator.SPLIT)] = new(SplitImport.Split, Any),
        [nameof(BuiltinOperator.SPLIT_V)] = new(SplitImport.SplitV, Any, "Constant sizes."),
        [nameof(BuiltinOperator.SQRT)] = new(FunctionImport.Sqrt, ToInt8, "On integers by a table of 256 entries."),
        [nameof(BuiltinOperator.SQUARE)] = new(FunctionImport.Square, ToInt16),
        [nameof(BuiltinOperator.SQUARED_DIFFERENCE)] = new(BinaryImport.SquaredDifference, ToInt16),
        [nameof(BuiltinOperator.SQUEEZE)] = new(ReshapeImport.Squeeze, Any, "Takes no time."),
        [nameof(BuiltinOperator.STRIDED_SLICE)] = new(SliceImport.StridedSlice, Any, "Constant begin, end and strides."),
        [nameof(BuiltinOperator.SUB)] = new(BinaryImport.Sub, ToInt16),
        [nameof(BuiltinOperator.SUM)] = new(ReductionImport.Sum, ToInt16, "Constant axes."),
        [nameof(BuiltinOperator.SVDF)] = new(SvdfImport.Import, ToInt8, "Int8 with a state of Int8 or Int16 and the activation NONE or RELU."),
        [nameof(BuiltinOperator.TANH)] = new(ActivationImport.Tanh, ToInt16),
        [nameof(BuiltinOperator.TILE)] = new(TileImport.Tile, Any, "Constant multiples."),
        [nameof(BuiltinOperator.TRANSPOSE)] = new(TransposeImport.Import, Any, "A constant permutation."),
        [nameof(BuiltinOperator.TRANSPOSE_CONV)] = new(TransposeConvImport.Import, ToInt16, "Constant symmetric weights."),
        [nameof(BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM)] = new(UnidirectionalSequenceLstmImport.Import, ToInt8, "Four gates, TANH; without peepholes, projection and layer normalization."),
        [nameof(BuiltinOperator.UNPACK)] = new(SplitImport.Unpack, Any),
        [nameof(BuiltinOperator.VAR_HANDLE)] = new(VariableImport.Handle, ToInt16),
        [Custom + CircularBufferImport.Code] = new(CircularBufferImport.Import, Any, "With cycles_max 1, or left out where TensorFlow Lite Micro takes 1 for it."),
    };

    /// <summary>The operators by name, in ordinal order.</summary>
    public static IEnumerable<KeyValuePair<string, SupportedOperator<TfLiteNode>>> Operators => Imports.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>A sentence that names them all.</summary>
    public static string Sentence => $"Supported are {string.Join(", ", Imports.Keys.Order(StringComparer.Ordinal))}.";

    /// <summary>What turns an operator into nodes, or null where it is not supported.</summary>
    public static Action<TfLiteNode>? Import(TfLiteOperator @operator) =>
        Imports.GetValueOrDefault(@operator.Code == BuiltinOperator.CUSTOM ? Custom + @operator.CodeName : @operator.CodeName)?.Import;
}
