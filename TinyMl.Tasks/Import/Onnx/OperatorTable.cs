using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Classical;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Import.Onnx.Operators;
using static TinyMl.Tasks.Import.ActivationTypes;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// The ONNX operators that can be imported, those of other domains than the standard's with their domain before the name. To add
/// one, write its class in Operators/ and its line here.
/// </summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, SupportedOperator<OnnxNode>> Imports = new(StringComparer.Ordinal)
    {
        ["Abs"] = new(FunctionImporter.ImportAbs, ToInt8, "On integers by a table of 256 entries."),
        ["Add"] = new(ArithmeticImporter.ImportAdd, ToInt16),
        ["And"] = new(ChoiceImporter.ImportAnd, Bool),
        ["ArgMax"] = new(ArgMinMaxImporter.ImportMax, ToInt8, "The output is Int64."),
        ["ArgMin"] = new(ArgMinMaxImporter.ImportMin, ToInt8, "The output is Int64."),
        ["AveragePool"] = new(PoolImporter.ImportAverage, ToInt16, "1-D and 2-D; every window meets the input."),
        ["BatchNormalization"] = new(BatchNormalizationImporter.Import, ToInt16, "In inference; becomes a product and a sum, which the layer before or after takes in."),
        ["Cast"] = new(CastImporter.Import, Any, "Among Float, Bool, Int8, Uint8, Int16, Int32 and Int64."),
        ["Ceil"] = new(FunctionImporter.ImportCeil, ToInt8, "On integers by a table of 256 entries."),
        ["Celu"] = new(FunctionImporter.ImportCelu, ToInt8, "On integers by a table of 256 entries."),
        ["Clip"] = new(ClipImporter.Import, ToInt16, "Constant bounds, of floats."),
        ["Concat"] = new(ConcatImporter.Import, Any),
        ["Constant"] = new(ConstantImporter.Import, Constant),
        ["ConstantOfShape"] = new(ConstantOfShapeImporter.Import, Constant, "At most 2^20 elements."),
        ["Conv"] = new(ConvImporter.Import, ToInt16, "1-D and 2-D; constant weights; any groups and dilations."),
        ["ConvInteger"] = new(IntegerProductImporter.ImportConv, Quantized, "Constant weights; the sums are computed as floats and must stay within 24 bits."),
        ["ConvTranspose"] = new(ConvTransposeImporter.Import, ToInt16, "1-D and 2-D; constant weights; any groups and dilations."),
        ["Cos"] = new(FunctionImporter.ImportCos, ToInt8, "On integers by a table of 256 entries."),
        ["Cosh"] = new(FunctionImporter.ImportCosh, ToInt8, "On integers by a table of 256 entries."),
        ["DepthToSpace"] = new(DepthImporter.ImportDepthToSpace, Any, "DCR and CRD."),
        ["DequantizeLinear"] = new(DequantizeLinearImporter.Import, Quantized, "Constant scales, for the tensor or along an axis; constants of 8, 16 and 32 bits. Blocks, 4-bit and float8 types are refused."),
        ["Div"] = new(ArithmeticImporter.ImportDiv, ToInt8, "Of integers only where both are constants."),
        ["Dropout"] = new(DropoutImporter.Import, Any, "In inference, where it does nothing; the mask is refused."),
        ["DynamicQuantizeLinear"] = new(DynamicQuantizeLinearImporter.Import, Real, "Between layers; its values are kept as real numbers. As an output of the model it is refused."),
        ["Elu"] = new(FunctionImporter.ImportElu, ToInt8, "On integers by a table of 256 entries."),
        ["Equal"] = new(ChoiceImporter.ImportEqual, Any, "The output is Bool."),
        ["Erf"] = new(FunctionImporter.ImportErf, ToInt8, "On integers by a table of 256 entries."),
        ["Exp"] = new(FunctionImporter.ImportExp, ToInt8, "On integers by a table of 256 entries."),
        ["Expand"] = new(TileImporter.ImportExpand, Any, "A constant shape."),
        ["EyeLike"] = new(EyeLikeImporter.Import, Constant),
        ["Flatten"] = new(FlattenImporter.Import, Any, "Takes no time."),
        ["Floor"] = new(FunctionImporter.ImportFloor, ToInt8, "On integers by a table of 256 entries."),
        ["Gather"] = new(GatherImporter.Import, Any, "Indices constant or computed."),
        ["GatherElements"] = new(GatherImporter.ImportElements, Any),
        ["GatherND"] = new(GatherImporter.ImportND, Any),
        ["Gelu"] = new(FunctionImporter.ImportGelu, ToInt8, "Both approximations. On integers by a table of 256 entries."),
        ["Gemm"] = new(GemmImporter.Import, ToInt16, "Int16 with constant B."),
        ["GlobalAveragePool"] = new(GlobalPoolImporter.ImportAverage, ToInt16, "1-D to 3-D."),
        ["GlobalLpPool"] = new(GlobalPoolImporter.ImportLp, ToInt8, "p is 1 or 2."),
        ["GlobalMaxPool"] = new(GlobalPoolImporter.ImportMax, ToInt16, "1-D to 3-D."),
        ["Greater"] = new(ChoiceImporter.ImportGreater, Any, "The output is Bool."),
        ["GreaterOrEqual"] = new(ChoiceImporter.ImportGreaterOrEqual, Any, "The output is Bool."),
        ["GroupNormalization"] = new(GroupNormalizationImporter.Import, Real),
        ["GRU"] = new(RecurrentImporter.ImportGru, Real, "One direction, forward, reverse or both; default activations; every sequence of full length."),
        ["HardSigmoid"] = new(FunctionImporter.ImportHardSigmoid, ToInt8, "On integers by a table of 256 entries."),
        ["HardSwish"] = new(ActivationImporter.ImportHardSwish, ToInt8),
        ["Identity"] = new(IdentityImporter.Import, Any, "Takes no time."),
        ["InstanceNormalization"] = new(InstanceNormalizationImporter.Import, Real),
        ["LSTM"] = new(RecurrentImporter.ImportLstm, ToInt8, "Default activations; every sequence of full length; input and forget gates apart."),
        ["LayerNormalization"] = new(LayerNormalizationImporter.Import, Real, "The stash_type is FLOAT."),
        ["LeakyRelu"] = new(ActivationImporter.ImportLeakyRelu, ToInt16),
        ["Less"] = new(ChoiceImporter.ImportLess, Any, "The output is Bool."),
        ["LessOrEqual"] = new(ChoiceImporter.ImportLessOrEqual, Any, "The output is Bool."),
        ["Log"] = new(FunctionImporter.ImportLog, ToInt8, "On integers by a table of 256 entries."),
        ["LogSoftmax"] = new(SoftmaxImporter.ImportLog, ToInt8),
        ["LpNormalization"] = new(LpNormalizationImporter.Import, Real, "p is 1 or 2."),
        ["MatMul"] = new(MatMulImporter.Import, ToInt16, "Int16 with a constant right side."),
        ["MatMulInteger"] = new(IntegerProductImporter.ImportMatMul, Quantized, "A constant right side; the sums are computed as floats and must stay within 24 bits."),
        ["Max"] = new(VariadicImporter.ImportMax, ToInt16, "Of floats; any number of inputs."),
        ["MaxPool"] = new(PoolImporter.ImportMax, ToInt16, "1-D and 2-D; the output Indices is refused."),
        ["Mean"] = new(VariadicImporter.ImportMean, ToInt16, "Any number of inputs."),
        ["MeanVarianceNormalization"] = new(MeanVarianceNormalizationImporter.Import, Real),
        ["Min"] = new(VariadicImporter.ImportMin, ToInt16, "Of floats; any number of inputs."),
        ["Mish"] = new(FunctionImporter.ImportMish, ToInt8, "On integers by a table of 256 entries."),
        ["Mod"] = new(ModImporter.Import, Real, "Of floats with fmod, of integers without a scale of any kind."),
        ["Mul"] = new(ArithmeticImporter.ImportMul, ToInt16),
        ["Neg"] = new(ArithmeticImporter.ImportNeg, ToInt16),
        ["Not"] = new(ChoiceImporter.ImportNot, Bool),
        ["Or"] = new(ChoiceImporter.ImportOr, Bool),
        ["PRelu"] = new(PReluImporter.Import, ToInt16),
        ["Pad"] = new(PadImporter.Import, Any, "Modes constant, reflect, edge and wrap; constant pads."),
        ["Pow"] = new(PowImporter.Import, Real, "Of floats; constant exponents of 2 and 1/2 become products and roots."),
        ["QLinearConv"] = new(QLinearLayerImporter.ImportConv, Quantized, "Constant weights, scales and zero points."),
        ["QLinearMatMul"] = new(QLinearLayerImporter.ImportMatMul, Quantized, "Constant scales and zero points."),
        ["QuantizeLinear"] = new(QuantizeLinearImporter.Import, Quantized, "Constant scales, for the tensor or along an axis. Blocks, 4-bit and float8 types are refused."),
        ["RMSNormalization"] = new(RmsNormalizationImporter.Import, Real, "The stash_type is FLOAT."),
        ["RNN"] = new(RecurrentImporter.ImportRnn, Real, "Default activation; every sequence of full length."),
        ["Range"] = new(RangeImporter.ImportRange, Constant, "Constant start, limit and delta."),
        ["Reciprocal"] = new(FunctionImporter.ImportReciprocal, ToInt8, "On integers by a table of 256 entries."),
        ["ReduceL1"] = new(CompositeReductionImporter.ImportL1, ToInt8),
        ["ReduceL2"] = new(CompositeReductionImporter.ImportL2, ToInt8),
        ["ReduceLogSum"] = new(CompositeReductionImporter.ImportLogSum, ToInt8),
        ["ReduceLogSumExp"] = new(CompositeReductionImporter.ImportLogSumExp, ToInt8),
        ["ReduceMax"] = new(ReductionImporter.ImportMax, ToInt16),
        ["ReduceMean"] = new(ReductionImporter.ImportMean, ToInt16),
        ["ReduceMin"] = new(ReductionImporter.ImportMin, ToInt16),
        ["ReduceProd"] = new(ReductionImporter.ImportProd, Real),
        ["ReduceSum"] = new(ReductionImporter.ImportSum, ToInt16),
        ["ReduceSumSquare"] = new(CompositeReductionImporter.ImportSumSquare, ToInt16),
        ["Relu"] = new(ActivationImporter.ImportRelu, ToInt16),
        ["Reshape"] = new(ReshapeImporter.Import, Any, "A constant shape; takes no time."),
        ["Resize"] = new(ResizeImporter.Import, ToInt8, "Modes nearest, linear and cubic, all coordinate transformations, antialiasing; constant scales or sizes. Nearest moves elements of every type; cubic and regions of interest are Float32."),
        ["Round"] = new(FunctionImporter.ImportRound, ToInt8, "On integers by a table of 256 entries."),
        ["Selu"] = new(FunctionImporter.ImportSelu, ToInt8, "On integers by a table of 256 entries."),
        ["Shape"] = new(ShapeImporter.Import, Constant, "Known at import, as shapes are fixed."),
        ["Shrink"] = new(FunctionImporter.ImportShrink, ToInt8, "On integers by a table of 256 entries."),
        ["Sigmoid"] = new(ActivationImporter.ImportSigmoid, ToInt16),
        ["Sign"] = new(FunctionImporter.ImportSign, ToInt8, "On integers by a table of 256 entries."),
        ["Sin"] = new(FunctionImporter.ImportSin, ToInt8, "On integers by a table of 256 entries."),
        ["Sinh"] = new(FunctionImporter.ImportSinh, ToInt8, "On integers by a table of 256 entries."),
        ["Size"] = new(RangeImporter.ImportSize, Constant, "Known at import, as shapes are fixed."),
        ["Slice"] = new(SliceImporter.Import, Any, "Constant starts, ends, axes and steps."),
        ["Softmax"] = new(SoftmaxImporter.Import, ToInt16, "Over any axis."),
        ["Softplus"] = new(FunctionImporter.ImportSoftplus, ToInt8, "On integers by a table of 256 entries."),
        ["Softsign"] = new(FunctionImporter.ImportSoftsign, ToInt8, "On integers by a table of 256 entries."),
        ["SpaceToDepth"] = new(DepthImporter.ImportSpaceToDepth, Any),
        ["Split"] = new(SplitImporter.Import, Any, "Constant sizes."),
        ["Sqrt"] = new(FunctionImporter.ImportSqrt, ToInt8, "On integers by a table of 256 entries."),
        ["Squeeze"] = new(SqueezeImporter.Import, Any, "Takes no time."),
        ["Sub"] = new(ArithmeticImporter.ImportSub, ToInt16),
        ["Sum"] = new(VariadicImporter.ImportSum, ToInt16, "Any number of inputs."),
        ["Swish"] = new(FunctionImporter.ImportSwish, ToInt8, "On integers by a table of 256 entries."),
        ["Tan"] = new(FunctionImporter.ImportTan, ToInt8, "On integers by a table of 256 entries."),
        ["Tanh"] = new(ActivationImporter.ImportTanh, ToInt16),
        ["ThresholdedRelu"] = new(FunctionImporter.ImportThresholdedRelu, ToInt8, "On integers by a table of 256 entries."),
        ["Tile"] = new(TileImporter.ImportTile, Any, "Constant repeats."),
        ["Transpose"] = new(TransposeImporter.Import, Any),
        ["Unsqueeze"] = new(UnsqueezeImporter.Import, Any, "Takes no time."),
        ["Upsample"] = new(ResizeImporter.ImportUpsample, ToInt8, "As Resize."),
        ["Where"] = new(ChoiceImporter.ImportWhere, Any),
        ["Xor"] = new(ChoiceImporter.ImportXor, Bool),
        ["ai.onnx.ml.ArrayFeatureExtractor"] = new(ArrayFeatureExtractorImporter.Import, Any, "Constant indices."),
        ["ai.onnx.ml.Binarizer"] = new(BinarizerImporter.Import, Real),
        ["ai.onnx.ml.FeatureVectorizer"] = new(FeatureVectorizerImporter.Import, Real),
        ["ai.onnx.ml.Imputer"] = new(ImputerImporter.Import, Real, "Float features."),
        ["ai.onnx.ml.LabelEncoder"] = new(LabelEncoderImporter.Import, Any, "Strings only as class labels."),
        ["ai.onnx.ml.LinearClassifier"] = new(LinearClassifierImporter.Import, Real, "PROBIT of one score for two classes is refused. Strings become the index of the class."),
        ["ai.onnx.ml.LinearRegressor"] = new(LinearRegressorImporter.Import, Real),
        ["ai.onnx.ml.Normalizer"] = new(NormalizerImporter.Import, Real),
        ["ai.onnx.ml.SVMClassifier"] = new(SupportVectorClassifierImporter.Import, Real, "POLY of integer degree. Strings become the index of the class."),
        ["ai.onnx.ml.SVMRegressor"] = new(SupportVectorRegressorImporter.Import, Real, "POLY of integer degree; without a transform."),
        ["ai.onnx.ml.Scaler"] = new(ScalerImporter.Import, Real),
        ["ai.onnx.ml.TreeEnsemble"] = new(TreeEnsembleImporter.Import, Real, "With sets of members; the transforms 1 and 2 are refused."),
        ["ai.onnx.ml.TreeEnsembleClassifier"] = new(TreeEnsembleClassifierImporter.Import, Real, "Strings become the index of the class."),
        ["ai.onnx.ml.TreeEnsembleRegressor"] = new(TreeEnsembleRegressorImporter.Import, Real),
        ["ai.onnx.ml.ZipMap"] = new(ZipMapImporter.Import, Real, "Dropped; its class labels are taken over."),
        ["com.microsoft.DequantizeLinear"] = new(DequantizeLinearImporter.Import, Quantized, "Constant scales, for the tensor or along an axis; constants of 8, 16 and 32 bits. Blocks, 4-bit and float8 types are refused."),
        ["com.microsoft.QGemm"] = new(QLinearLayerImporter.ImportGemm, Quantized, "Constant weights, scales and zero points."),
        ["com.microsoft.QLinearAdd"] = new(QLinearImporter.ImportAdd, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearAveragePool"] = new(QLinearImporter.ImportAveragePool, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearConcat"] = new(QLinearImporter.ImportConcat, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearGlobalAveragePool"] = new(QLinearImporter.ImportGlobalAveragePool, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearLeakyRelu"] = new(QLinearImporter.ImportLeakyRelu, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearMul"] = new(QLinearImporter.ImportMul, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearSigmoid"] = new(QLinearImporter.ImportSigmoid, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QLinearSoftmax"] = new(QLinearImporter.ImportSoftmax, Quantized, "Constant scales and zero points."),
        ["com.microsoft.QuantizeLinear"] = new(QuantizeLinearImporter.Import, Quantized, "Constant scales, for the tensor or along an axis. Blocks, 4-bit and float8 types are refused."),
    };

    /// <summary>Operators that give what they get, so that strings, which are integers here, pass.</summary>
    private static readonly HashSet<string> PassesStrings = new(StringComparer.Ordinal) { "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze" };

    /// <summary>The operators by name, in ordinal order.</summary>
    public static IEnumerable<KeyValuePair<string, SupportedOperator<OnnxNode>>> Operators => Imports.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The names of the operators, in ordinal order.</summary>
    public static IEnumerable<string> Names => Imports.Keys.Order(StringComparer.Ordinal);

    /// <summary>Looks at all nodes before anything else is done, so that the first message names what is missing and not what
    /// follows from it.</summary>
    /// <exception cref="DiagnosticException">An operator is not supported.</exception>
    public static void RequireSupported(string path, IEnumerable<NodeProto> nodes)
    {
        foreach (NodeProto node in nodes)
        {
            string name = NameOf(node);
            if (Imports.ContainsKey(name)) continue;

            string supported = $"Supported are {string.Join(", ", Names)}.";
            throw ModelDiagnostics.OperatorNotSupported(path, name, OnnxNode.NameOf(node), supported);
        }
    }

    /// <summary>The operator's name, with its domain where that is not the standard's.</summary>
    public static string NameOf(NodeProto node) => OnnxFile.IsStandard(node.Domain) ? node.OpType : $"{node.Domain}.{node.OpType}";

    /// <summary>Whether an operator gives what it gets, strings too.</summary>
    public static bool TakesStrings(string name) => PassesStrings.Contains(name);

    /// <summary>Imports a node.</summary>
    /// <exception cref="DiagnosticException">The node is damaged, or a form of its operator that is not supported.</exception>
    public static void Import(OnnxNode node)
    {
        try
        {
            Imports[node.QualifiedName].Import(node);
            node.RequireUnderstood();
        }
        catch (FormatException exception)
        {
            throw node.Damaged(exception.Message);
        }
    }
}
