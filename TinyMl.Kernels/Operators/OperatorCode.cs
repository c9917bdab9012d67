namespace TinyMl.Operators;

/// <summary>The operators of the packed format, a code for each element type that has a kernel. Codes never change.</summary>
internal enum OperatorCode : byte
{
    None = 0,

    // Float32, with weights of Float32 or Float16.
    Conv2DFloat32 = 1,
    DepthwiseConv2DFloat32 = 2,
    FullyConnectedFloat32 = 3,
    AveragePool2DFloat32 = 4,
    MaxPool2DFloat32 = 5,
    AddFloat32 = 6,
    SubFloat32 = 7,
    MulFloat32 = 8,
    ClampFloat32 = 9,
    LogisticFloat32 = 10,
    TanhFloat32 = 11,
    LeakyReluFloat32 = 12,
    HardSwishFloat32 = 13,
    SoftmaxFloat32 = 14,
    MeanFloat32 = 15,
    DivFloat32 = 16,
    MaximumFloat32 = 17,
    MinimumFloat32 = 18,
    SquaredDifferenceFloat32 = 19,
    PowFloat32 = 20,
    PReluFloat32 = 21,
    AlgebraicFunctionFloat32 = 22,
    ExponentialFunctionFloat32 = 23,
    InterpolateFloat32 = 24,
    TrigonometricFunctionFloat32 = 129,
    ErrorFunctionFloat32 = 130,
    ReduceSumFloat32 = 136,
    ReduceMaxFloat32 = 137,
    ReduceMinFloat32 = 138,
    ReduceProdFloat32 = 139,
    ArgMinMaxFloat32 = 140,
    L2NormalizationFloat32 = 141,
    LayerNormalizationFloat32 = 142,
    LogSoftmaxFloat32 = 143,

    // Int8, bit for bit as TensorFlow Lite Micro's reference kernels.
    Conv2DInt8 = 33,
    DepthwiseConv2DInt8 = 34,
    FullyConnectedInt8 = 35,
    AveragePool2DInt8 = 36,
    MaxPool2DInt8 = 37,
    AddInt8 = 38,
    SubInt8 = 39,
    MulInt8 = 40,
    ClampInt8 = 41,
    LogisticInt8 = 42,
    TanhInt8 = 43,
    LeakyReluInt8 = 44,
    HardSwishInt8 = 45,
    SoftmaxInt8 = 46,
    MeanInt8 = 47,
    RequantizeInt8 = 48,
    QuantizeInt8 = 49,
    DequantizeInt8 = 50,
    LookupTableInt8 = 51,
    DivInt8 = 52,
    MaximumInt8 = 53,
    MinimumInt8 = 54,
    SquaredDifferenceInt8 = 55,
    PReluInt8 = 56,
    ReduceSumInt8 = 59,
    ReduceMaxInt8 = 60,
    ReduceMinInt8 = 61,
    ArgMinMaxInt8 = 62,
    L2NormalizationInt8 = 63,
    LogSoftmaxInt8 = 161,
    InterpolateInt8 = 188,

    // Moves of elements of any type.
    Copy = 65,
    Transpose = 66,
    Pad = 67,
    Concat = 68,
    Slice = 69,
    Select = 70,
    Gather = 71,
    GatherElements = 72,
    GatherND = 73,
    SpaceToBatch = 74,
    BatchToSpace = 75,

    // Float32: transposed convolution and products of matrices.
    TransposeConv2DFloat32 = 144,
    MatMulFloat32 = 145,

    // Int8: transposed convolution and products of matrices.
    TransposeConv2DInt8 = 164,
    MatMulInt8 = 165,

    // Float32, recurrent.
    LstmFloat32 = 152,

    // Int8, recurrent.
    LstmInt8 = 172,
}
