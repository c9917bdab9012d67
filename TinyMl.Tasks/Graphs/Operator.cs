using System.Text.Json.Serialization;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Graphs;

/// <summary>What a node computes; a case of <see cref="Operators"/> with its attributes. Layouts are NHWC, weights OHWI.</summary>
[JsonDerivedType(typeof(Abs), nameof(Abs))]
[JsonDerivedType(typeof(Add), nameof(Add))]
[JsonDerivedType(typeof(ArgMinMax), nameof(ArgMinMax))]
[JsonDerivedType(typeof(AveragePool2D), nameof(AveragePool2D))]
[JsonDerivedType(typeof(BatchToSpace), nameof(BatchToSpace))]
[JsonDerivedType(typeof(BinaryClass), nameof(BinaryClass))]
[JsonDerivedType(typeof(BinaryScores), nameof(BinaryScores))]
[JsonDerivedType(typeof(Cast), nameof(Cast))]
[JsonDerivedType(typeof(Ceil), nameof(Ceil))]
[JsonDerivedType(typeof(Celu), nameof(Celu))]
[JsonDerivedType(typeof(Clamp), nameof(Clamp))]
[JsonDerivedType(typeof(Compare), nameof(Compare))]
[JsonDerivedType(typeof(Concat), nameof(Concat))]
[JsonDerivedType(typeof(Conv2D), nameof(Conv2D))]
[JsonDerivedType(typeof(Cos), nameof(Cos))]
[JsonDerivedType(typeof(Cosh), nameof(Cosh))]
[JsonDerivedType(typeof(DepthwiseConv2D), nameof(DepthwiseConv2D))]
[JsonDerivedType(typeof(Dequantize), nameof(Dequantize))]
[JsonDerivedType(typeof(Div), nameof(Div))]
[JsonDerivedType(typeof(Elu), nameof(Elu))]
[JsonDerivedType(typeof(Erf), nameof(Erf))]
[JsonDerivedType(typeof(Exp), nameof(Exp))]
[JsonDerivedType(typeof(Expand), nameof(Expand))]
[JsonDerivedType(typeof(Floor), nameof(Floor))]
[JsonDerivedType(typeof(FullyConnected), nameof(FullyConnected))]
[JsonDerivedType(typeof(Gather), nameof(Gather))]
[JsonDerivedType(typeof(GatherElements), nameof(GatherElements))]
[JsonDerivedType(typeof(GatherND), nameof(GatherND))]
[JsonDerivedType(typeof(Gelu), nameof(Gelu))]
[JsonDerivedType(typeof(Gru), nameof(Gru))]
[JsonDerivedType(typeof(HardSigmoid), nameof(HardSigmoid))]
[JsonDerivedType(typeof(HardSwish), nameof(HardSwish))]
[JsonDerivedType(typeof(Imputer), nameof(Imputer))]
[JsonDerivedType(typeof(Interpolate), nameof(Interpolate))]
[JsonDerivedType(typeof(L2Normalization), nameof(L2Normalization))]
[JsonDerivedType(typeof(LabelMap), nameof(LabelMap))]
[JsonDerivedType(typeof(LayerNormalization), nameof(LayerNormalization))]
[JsonDerivedType(typeof(LeakyRelu), nameof(LeakyRelu))]
[JsonDerivedType(typeof(LinearModel), nameof(LinearModel))]
[JsonDerivedType(typeof(Log), nameof(Log))]
[JsonDerivedType(typeof(Logical), nameof(Logical))]
[JsonDerivedType(typeof(Logistic), nameof(Logistic))]
[JsonDerivedType(typeof(LogSoftmax), nameof(LogSoftmax))]
[JsonDerivedType(typeof(Lstm), nameof(Lstm))]
[JsonDerivedType(typeof(MatMul), nameof(MatMul))]
[JsonDerivedType(typeof(Maximum), nameof(Maximum))]
[JsonDerivedType(typeof(MaxPool2D), nameof(MaxPool2D))]
[JsonDerivedType(typeof(Mean), nameof(Mean))]
[JsonDerivedType(typeof(Minimum), nameof(Minimum))]
[JsonDerivedType(typeof(Mish), nameof(Mish))]
[JsonDerivedType(typeof(Mod), nameof(Mod))]
[JsonDerivedType(typeof(Mul), nameof(Mul))]
[JsonDerivedType(typeof(Normalizer), nameof(Normalizer))]
[JsonDerivedType(typeof(Pad), nameof(Pad))]
[JsonDerivedType(typeof(PairProbabilities), nameof(PairProbabilities))]
[JsonDerivedType(typeof(PairScores), nameof(PairScores))]
[JsonDerivedType(typeof(PairVotes), nameof(PairVotes))]
[JsonDerivedType(typeof(Pow), nameof(Pow))]
[JsonDerivedType(typeof(PRelu), nameof(PRelu))]
[JsonDerivedType(typeof(Quantize), nameof(Quantize))]
[JsonDerivedType(typeof(Reciprocal), nameof(Reciprocal))]
[JsonDerivedType(typeof(ReduceMax), nameof(ReduceMax))]
[JsonDerivedType(typeof(ReduceMin), nameof(ReduceMin))]
[JsonDerivedType(typeof(ReduceProd), nameof(ReduceProd))]
[JsonDerivedType(typeof(ReduceSum), nameof(ReduceSum))]
[JsonDerivedType(typeof(Reinterpret), nameof(Reinterpret))]
[JsonDerivedType(typeof(Reshape), nameof(Reshape))]
[JsonDerivedType(typeof(Rnn), nameof(Rnn))]
[JsonDerivedType(typeof(Round), nameof(Round))]
[JsonDerivedType(typeof(Rsqrt), nameof(Rsqrt))]
[JsonDerivedType(typeof(Scaler), nameof(Scaler))]
[JsonDerivedType(typeof(ScoreTransform), nameof(ScoreTransform))]
[JsonDerivedType(typeof(Select), nameof(Select))]
[JsonDerivedType(typeof(Selu), nameof(Selu))]
[JsonDerivedType(typeof(Shrink), nameof(Shrink))]
[JsonDerivedType(typeof(Sign), nameof(Sign))]
[JsonDerivedType(typeof(Sin), nameof(Sin))]
[JsonDerivedType(typeof(Sinh), nameof(Sinh))]
[JsonDerivedType(typeof(Slice), nameof(Slice))]
[JsonDerivedType(typeof(Softmax), nameof(Softmax))]
[JsonDerivedType(typeof(Softplus), nameof(Softplus))]
[JsonDerivedType(typeof(Softsign), nameof(Softsign))]
[JsonDerivedType(typeof(SpaceToBatch), nameof(SpaceToBatch))]
[JsonDerivedType(typeof(Sqrt), nameof(Sqrt))]
[JsonDerivedType(typeof(SquaredDifference), nameof(SquaredDifference))]
[JsonDerivedType(typeof(Sub), nameof(Sub))]
[JsonDerivedType(typeof(SupportVectors), nameof(SupportVectors))]
[JsonDerivedType(typeof(Svdf), nameof(Svdf))]
[JsonDerivedType(typeof(Swish), nameof(Swish))]
[JsonDerivedType(typeof(Tan), nameof(Tan))]
[JsonDerivedType(typeof(Tanh), nameof(Tanh))]
[JsonDerivedType(typeof(Threshold), nameof(Threshold))]
[JsonDerivedType(typeof(ThresholdedRelu), nameof(ThresholdedRelu))]
[JsonDerivedType(typeof(TopClass), nameof(TopClass))]
[JsonDerivedType(typeof(Transpose), nameof(Transpose))]
[JsonDerivedType(typeof(TransposeConv2D), nameof(TransposeConv2D))]
[JsonDerivedType(typeof(TreeEnsemble), nameof(TreeEnsemble))]
[JsonDerivedType(typeof(Where), nameof(Where))]
internal abstract record Operator
{
    /// <summary>The name in reports and diagnostics.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>What becomes of the operator in a graph of integer activations.</summary>
    public virtual IntegerForm IntegerForm => IntegerForm.None;

    /// <summary>
    /// Whether the integer form has kernels for int16 activations, too. Without them the operator computes with real values there, as
    /// one without an integer form does everywhere.
    /// </summary>
    public virtual bool HasInt16Kernel => IntegerForm == IntegerForm.InputScale;

    /// <summary>Whether the operator has kernels for activations of an integer type.</summary>
    public bool ComputesWith(ElementType type) => IntegerForm != IntegerForm.None && (type != ElementType.Int16 || HasInt16Kernel);

    /// <summary>The shape of the output for the shapes of a node's inputs.</summary>
    public abstract Shape InferShape(System.Collections.Generic.IReadOnlyList<Tensor> inputs);

    /// <summary>The type of the output where the source does not declare it: that of the first input, unless the operator says otherwise.</summary>
    public virtual ElementType InferType(System.Collections.Generic.IReadOnlyList<Tensor> inputs) => inputs[0].Type;

    /// <summary>Multiply-accumulates of one inference; 0 for operators that do not multiply by weights.</summary>
    public virtual long Macs(Node node) => 0;
}
