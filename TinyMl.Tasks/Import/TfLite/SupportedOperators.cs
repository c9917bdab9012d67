using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Import.TfLite.Operators;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The one list of the operators that are imported.</summary>
internal static class SupportedOperators
{
    /// <summary>A sentence that names them all.</summary>
    public static string Sentence
    {
        get
        {
            IEnumerable<BuiltinOperator> supported = Enum.GetValues<BuiltinOperator>().Where(code => Import(code) is not null);
            return $"Supported are {string.Join(", ", supported.Select(code => code.ToString()).Append(CircularBufferImport.Code).Order(StringComparer.Ordinal))}.";
        }
    }

    /// <summary>What turns an operator into nodes, or null where it is not supported.</summary>
    public static Action<TfLiteNode>? Import(TfLiteOperator @operator) => @operator switch
    {
        { Code: BuiltinOperator.CUSTOM, CodeName: CircularBufferImport.Code } => CircularBufferImport.Import,
        { Code: var code } => Import(code),
    };

    /// <summary>What turns a built-in operator into nodes, or null where it is not supported.</summary>
    public static Action<TfLiteNode>? Import(BuiltinOperator code) => code switch
    {
        BuiltinOperator.ABS => FunctionImport.Abs,
        BuiltinOperator.ADD => BinaryImport.Add,
        BuiltinOperator.ARG_MAX => ArgMinMaxImport.Maximum,
        BuiltinOperator.ARG_MIN => ArgMinMaxImport.Minimum,
        BuiltinOperator.ASSIGN_VARIABLE => VariableImport.Assign,
        BuiltinOperator.AVERAGE_POOL_2D => PoolImport.Average,
        BuiltinOperator.BATCH_MATMUL => BatchMatMulImport.Import,
        BuiltinOperator.BATCH_TO_SPACE_ND => BlockImport.BatchToSpace,
        BuiltinOperator.BROADCAST_TO => TileImport.BroadcastTo,
        BuiltinOperator.CAST => ChoiceImport.Cast,
        BuiltinOperator.CALL_ONCE => VariableImport.CallOnce,
        BuiltinOperator.CEIL => FunctionImport.Ceil,
        BuiltinOperator.CONCATENATION => ConcatenationImport.Import,
        BuiltinOperator.CONV_2D => Conv2DImport.Import,
        BuiltinOperator.COS => FunctionImport.Cos,
        BuiltinOperator.DEPTHWISE_CONV_2D => DepthwiseConv2DImport.Import,
        BuiltinOperator.DEPTH_TO_SPACE => BlockImport.DepthToSpace,
        BuiltinOperator.DEQUANTIZE => QuantizeImport.Dequantize,
        BuiltinOperator.DIV => BinaryImport.Div,
        BuiltinOperator.ELU => FunctionImport.Elu,
        BuiltinOperator.EQUAL => ChoiceImport.Equal,
        BuiltinOperator.EXP => FunctionImport.Exp,
        BuiltinOperator.EXPAND_DIMS => ReshapeImport.ExpandDims,
        BuiltinOperator.FILL => TileImport.Fill,
        BuiltinOperator.FLOOR => FunctionImport.Floor,
        BuiltinOperator.FLOOR_MOD => BinaryImport.FloorMod,
        BuiltinOperator.FULLY_CONNECTED => FullyConnectedImport.Import,
        BuiltinOperator.GATHER => GatherImport.Gather,
        BuiltinOperator.GATHER_ND => GatherImport.GatherND,
        BuiltinOperator.GELU => FunctionImport.Gelu,
        BuiltinOperator.GREATER => ChoiceImport.Greater,
        BuiltinOperator.GREATER_EQUAL => ChoiceImport.GreaterEqual,
        BuiltinOperator.HARD_SWISH => ActivationImport.HardSwish,
        BuiltinOperator.L2_NORMALIZATION => NormalizationImport.L2Normalization,
        BuiltinOperator.LEAKY_RELU => ActivationImport.LeakyRelu,
        BuiltinOperator.LESS => ChoiceImport.Less,
        BuiltinOperator.LESS_EQUAL => ChoiceImport.LessEqual,
        BuiltinOperator.LOG => FunctionImport.Log,
        BuiltinOperator.LOGICAL_AND => ChoiceImport.And,
        BuiltinOperator.LOGICAL_NOT => ChoiceImport.Not,
        BuiltinOperator.LOGICAL_OR => ChoiceImport.Or,
        BuiltinOperator.LOGISTIC => ActivationImport.Logistic,
        BuiltinOperator.LOG_SOFTMAX => NormalizationImport.LogSoftmax,
        BuiltinOperator.MAXIMUM => BinaryImport.Maximum,
        BuiltinOperator.MAX_POOL_2D => PoolImport.Maximum,
        BuiltinOperator.MEAN => ReductionImport.Mean,
        BuiltinOperator.MINIMUM => BinaryImport.Minimum,
        BuiltinOperator.MIRROR_PAD => MirrorPadImport.Import,
        BuiltinOperator.MUL => BinaryImport.Mul,
        BuiltinOperator.NEG => FunctionImport.Neg,
        BuiltinOperator.NOT_EQUAL => ChoiceImport.NotEqual,
        BuiltinOperator.PACK => PackImport.Import,
        BuiltinOperator.PAD => PadImport.Pad,
        BuiltinOperator.PADV2 => PadImport.PadV2,
        BuiltinOperator.POW => BinaryImport.Pow,
        BuiltinOperator.PRELU => BinaryImport.PRelu,
        BuiltinOperator.QUANTIZE => QuantizeImport.Quantize,
        BuiltinOperator.RANGE => ShapeImport.Range,
        BuiltinOperator.RANK => ShapeImport.Rank,
        BuiltinOperator.READ_VARIABLE => VariableImport.Read,
        BuiltinOperator.REDUCE_MAX => ReductionImport.Maximum,
        BuiltinOperator.REDUCE_MIN => ReductionImport.Minimum,
        BuiltinOperator.REDUCE_PROD => ReductionImport.Product,
        BuiltinOperator.RELU => ActivationImport.Relu,
        BuiltinOperator.RELU6 => ActivationImport.Relu6,
        BuiltinOperator.RELU_0_TO_1 => FunctionImport.Relu0To1,
        BuiltinOperator.RELU_N1_TO_1 => ActivationImport.ReluN1To1,
        BuiltinOperator.RESHAPE => ReshapeImport.Reshape,
        BuiltinOperator.RESIZE_BILINEAR => ResizeImport.Bilinear,
        BuiltinOperator.RESIZE_NEAREST_NEIGHBOR => ResizeImport.Nearest,
        BuiltinOperator.REVERSE_V2 => ReverseImport.Import,
        BuiltinOperator.ROUND => FunctionImport.Round,
        BuiltinOperator.RSQRT => FunctionImport.Rsqrt,
        BuiltinOperator.SELECT => ChoiceImport.Select,
        BuiltinOperator.SELECT_V2 => ChoiceImport.SelectV2,
        BuiltinOperator.SHAPE => ShapeImport.Shape,
        BuiltinOperator.SIGN => FunctionImport.Sign,
        BuiltinOperator.SIN => FunctionImport.Sin,
        BuiltinOperator.SLICE => SliceImport.Slice,
        BuiltinOperator.SOFTMAX => ActivationImport.Softmax,
        BuiltinOperator.SPACE_TO_BATCH_ND => BlockImport.SpaceToBatch,
        BuiltinOperator.SPACE_TO_DEPTH => BlockImport.SpaceToDepth,
        BuiltinOperator.SPLIT => SplitImport.Split,
        BuiltinOperator.SPLIT_V => SplitImport.SplitV,
        BuiltinOperator.SQRT => FunctionImport.Sqrt,
        BuiltinOperator.SQUARE => FunctionImport.Square,
        BuiltinOperator.SQUARED_DIFFERENCE => BinaryImport.SquaredDifference,
        BuiltinOperator.SQUEEZE => ReshapeImport.Squeeze,
        BuiltinOperator.STRIDED_SLICE => SliceImport.StridedSlice,
        BuiltinOperator.SUB => BinaryImport.Sub,
        BuiltinOperator.SUM => ReductionImport.Sum,
        BuiltinOperator.SVDF => SvdfImport.Import,
        BuiltinOperator.TANH => ActivationImport.Tanh,
        BuiltinOperator.TILE => TileImport.Tile,
        BuiltinOperator.TRANSPOSE => TransposeImport.Import,
        BuiltinOperator.TRANSPOSE_CONV => TransposeConvImport.Import,
        BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM => UnidirectionalSequenceLstmImport.Import,
        BuiltinOperator.UNPACK => SplitImport.Unpack,
        BuiltinOperator.VAR_HANDLE => VariableImport.Handle,
        _ => null,
    };
}
