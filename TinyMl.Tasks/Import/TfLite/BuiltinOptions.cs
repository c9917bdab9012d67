namespace TinyMl.Tasks.Import.TfLite;

/// <summary>The option tables of the operators that are supported: members of the schema's union BuiltinOptions.</summary>
internal enum BuiltinOptions
{
    None = 0,
    Conv2D = 1,
    DepthwiseConv2D = 2,
    Pool2D = 5,
    FullyConnected = 8,
    Softmax = 9,
    Concatenation = 10,
    Add = 11,
    L2Norm = 12,
    Reshape = 17,
    Mul = 21,
    Pad = 22,
    Transpose = 26,
    Reducer = 27,
    Sub = 28,
    Squeeze = 30,
    LogSoftmax = 36,
    Dequantize = 38,
    ArgMax = 40,
    PadV2 = 43,
    TransposeConv = 49,
    ExpandDims = 52,
    ArgMin = 57,
    LeakyRelu = 75,
    Quantize = 89,
    HardSwish = 91,
    BatchMatMul = 101,
}
