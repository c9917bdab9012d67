using System;
using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Classical;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Import.Onnx.Operators;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>
/// The ONNX operators that can be imported, those of other domains than the standard's with their domain before the name. To add
/// one, write its class in Operators/ and its line here.
/// </summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Action<OnnxNode>> Imports = new(StringComparer.Ordinal)
    {
        ["Abs"] = FunctionImporter.ImportAbs,
        ["Add"] = ArithmeticImporter.ImportAdd,
        ["And"] = ChoiceImporter.ImportAnd,
        ["ArgMax"] = ArgMinMaxImporter.ImportMax,
        ["ArgMin"] = ArgMinMaxImporter.ImportMin,
        ["AveragePool"] = PoolImporter.ImportAverage,
        ["BatchNormalization"] = BatchNormalizationImporter.Import,
        ["Cast"] = CastImporter.Import,
        ["Ceil"] = FunctionImporter.ImportCeil,
        ["Celu"] = FunctionImporter.ImportCelu,
        ["Clip"] = ClipImporter.Import,
        ["Concat"] = ConcatImporter.Import,
        ["Constant"] = ConstantImporter.Import,
        ["ConstantOfShape"] = ConstantOfShapeImporter.Import,
        ["Conv"] = ConvImporter.Import,
        ["ConvInteger"] = IntegerProductImporter.ImportConv,
        ["ConvTranspose"] = ConvTransposeImporter.Import,
        ["Cos"] = FunctionImporter.ImportCos,
        ["Cosh"] = FunctionImporter.ImportCosh,
        ["DepthToSpace"] = DepthImporter.ImportDepthToSpace,
        ["DequantizeLinear"] = DequantizeLinearImporter.Import,
        ["Div"] = ArithmeticImporter.ImportDiv,
        ["Dropout"] = DropoutImporter.Import,
        ["DynamicQuantizeLinear"] = DynamicQuantizeLinearImporter.Import,
        ["Elu"] = FunctionImporter.ImportElu,
        ["Equal"] = ChoiceImporter.ImportEqual,
        ["Erf"] = FunctionImporter.ImportErf,
        ["Exp"] = FunctionImporter.ImportExp,
        ["Expand"] = TileImporter.ImportExpand,
        ["EyeLike"] = EyeLikeImporter.Import,
        ["Flatten"] = FlattenImporter.Import,
        ["Floor"] = FunctionImporter.ImportFloor,
        ["Gather"] = GatherImporter.Import,
        ["GatherElements"] = GatherImporter.ImportElements,
        ["GatherND"] = GatherImporter.ImportND,
        ["Gelu"] = FunctionImporter.ImportGelu,
        ["Gemm"] = GemmImporter.Import,
        ["GlobalAveragePool"] = GlobalPoolImporter.ImportAverage,
        ["GlobalLpPool"] = GlobalPoolImporter.ImportLp,
        ["GlobalMaxPool"] = GlobalPoolImporter.ImportMax,
        ["Greater"] = ChoiceImporter.ImportGreater,
        ["GreaterOrEqual"] = ChoiceImporter.ImportGreaterOrEqual,
        ["GroupNormalization"] = GroupNormalizationImporter.Import,
        ["GRU"] = RecurrentImporter.ImportGru,
        ["HardSigmoid"] = FunctionImporter.ImportHardSigmoid,
        ["HardSwish"] = ActivationImporter.ImportHardSwish,
        ["Identity"] = IdentityImporter.Import,
        ["InstanceNormalization"] = InstanceNormalizationImporter.Import,
        ["LSTM"] = RecurrentImporter.ImportLstm,
        ["LayerNormalization"] = LayerNormalizationImporter.Import,
        ["LeakyRelu"] = ActivationImporter.ImportLeakyRelu,
        ["Less"] = ChoiceImporter.ImportLess,
        ["LessOrEqual"] = ChoiceImporter.ImportLessOrEqual,
        ["Log"] = FunctionImporter.ImportLog,
        ["LogSoftmax"] = SoftmaxImporter.ImportLog,
        ["LpNormalization"] = LpNormalizationImporter.Import,
        ["MatMul"] = MatMulImporter.Import,
        ["MatMulInteger"] = IntegerProductImporter.ImportMatMul,
        ["Max"] = VariadicImporter.ImportMax,
        ["MaxPool"] = PoolImporter.ImportMax,
        ["Mean"] = VariadicImporter.ImportMean,
        ["MeanVarianceNormalization"] = MeanVarianceNormalizationImporter.Import,
        ["Min"] = VariadicImporter.ImportMin,
        ["Mish"] = FunctionImporter.ImportMish,
        ["Mod"] = ModImporter.Import,
        ["Mul"] = ArithmeticImporter.ImportMul,
        ["Neg"] = ArithmeticImporter.ImportNeg,
        ["Not"] = ChoiceImporter.ImportNot,
        ["Or"] = ChoiceImporter.ImportOr,
        ["PRelu"] = PReluImporter.Import,
        ["Pad"] = PadImporter.Import,
        ["Pow"] = PowImporter.Import,
        ["QLinearConv"] = QLinearLayerImporter.ImportConv,
        ["QLinearMatMul"] = QLinearLayerImporter.ImportMatMul,
        ["QuantizeLinear"] = QuantizeLinearImporter.Import,
        ["RMSNormalization"] = RmsNormalizationImporter.Import,
        ["RNN"] = RecurrentImporter.ImportRnn,
        ["Range"] = RangeImporter.ImportRange,
        ["Reciprocal"] = FunctionImporter.ImportReciprocal,
        ["ReduceL1"] = CompositeReductionImporter.ImportL1,
        ["ReduceL2"] = CompositeReductionImporter.ImportL2,
        ["ReduceLogSum"] = CompositeReductionImporter.ImportLogSum,
        ["ReduceLogSumExp"] = CompositeReductionImporter.ImportLogSumExp,
        ["ReduceMax"] = ReductionImporter.ImportMax,
        ["ReduceMean"] = ReductionImporter.ImportMean,
        ["ReduceMin"] = ReductionImporter.ImportMin,
        ["ReduceProd"] = ReductionImporter.ImportProd,
        ["ReduceSum"] = ReductionImporter.ImportSum,
        ["ReduceSumSquare"] = CompositeReductionImporter.ImportSumSquare,
        ["Relu"] = ActivationImporter.ImportRelu,
        ["Reshape"] = ReshapeImporter.Import,
        ["Resize"] = ResizeImporter.Import,
        ["Round"] = FunctionImporter.ImportRound,
        ["Selu"] = FunctionImporter.ImportSelu,
        ["Shape"] = ShapeImporter.Import,
        ["Shrink"] = FunctionImporter.ImportShrink,
        ["Sigmoid"] = ActivationImporter.ImportSigmoid,
        ["Sign"] = FunctionImporter.ImportSign,
        ["Sin"] = FunctionImporter.ImportSin,
        ["Sinh"] = FunctionImporter.ImportSinh,
        ["Size"] = RangeImporter.ImportSize,
        ["Slice"] = SliceImporter.Import,
        ["Softmax"] = SoftmaxImporter.Import,
        ["Softplus"] = FunctionImporter.ImportSoftplus,
        ["Softsign"] = FunctionImporter.ImportSoftsign,
        ["SpaceToDepth"] = DepthImporter.ImportSpaceToDepth,
        ["Split"] = SplitImporter.Import,
        ["Sqrt"] = FunctionImporter.ImportSqrt,
        ["Squeeze"] = SqueezeImporter.Import,
        ["Sub"] = ArithmeticImporter.ImportSub,
        ["Sum"] = VariadicImporter.ImportSum,
        ["Swish"] = FunctionImporter.ImportSwish,
        ["Tan"] = FunctionImporter.ImportTan,
        ["Tanh"] = ActivationImporter.ImportTanh,
        ["ThresholdedRelu"] = FunctionImporter.ImportThresholdedRelu,
        ["Tile"] = TileImporter.ImportTile,
        ["Transpose"] = TransposeImporter.Import,
        ["Unsqueeze"] = UnsqueezeImporter.Import,
        ["Upsample"] = ResizeImporter.ImportUpsample,
        ["Where"] = ChoiceImporter.ImportWhere,
        ["Xor"] = ChoiceImporter.ImportXor,
        ["ai.onnx.ml.ArrayFeatureExtractor"] = ArrayFeatureExtractorImporter.Import,
        ["ai.onnx.ml.Binarizer"] = BinarizerImporter.Import,
        ["ai.onnx.ml.FeatureVectorizer"] = FeatureVectorizerImporter.Import,
        ["ai.onnx.ml.Imputer"] = ImputerImporter.Import,
        ["ai.onnx.ml.LabelEncoder"] = LabelEncoderImporter.Import,
        ["ai.onnx.ml.LinearClassifier"] = LinearClassifierImporter.Import,
        ["ai.onnx.ml.LinearRegressor"] = LinearRegressorImporter.Import,
        ["ai.onnx.ml.Normalizer"] = NormalizerImporter.Import,
        ["ai.onnx.ml.SVMClassifier"] = SupportVectorClassifierImporter.Import,
        ["ai.onnx.ml.SVMRegressor"] = SupportVectorRegressorImporter.Import,
        ["ai.onnx.ml.Scaler"] = ScalerImporter.Import,
        ["ai.onnx.ml.TreeEnsemble"] = TreeEnsembleImporter.Import,
        ["ai.onnx.ml.TreeEnsembleClassifier"] = TreeEnsembleClassifierImporter.Import,
        ["ai.onnx.ml.TreeEnsembleRegressor"] = TreeEnsembleRegressorImporter.Import,
        ["ai.onnx.ml.ZipMap"] = ZipMapImporter.Import,
        ["com.microsoft.DequantizeLinear"] = DequantizeLinearImporter.Import,
        ["com.microsoft.QGemm"] = QLinearLayerImporter.ImportGemm,
        ["com.microsoft.QLinearAdd"] = QLinearImporter.ImportAdd,
        ["com.microsoft.QLinearAveragePool"] = QLinearImporter.ImportAveragePool,
        ["com.microsoft.QLinearConcat"] = QLinearImporter.ImportConcat,
        ["com.microsoft.QLinearGlobalAveragePool"] = QLinearImporter.ImportGlobalAveragePool,
        ["com.microsoft.QLinearLeakyRelu"] = QLinearImporter.ImportLeakyRelu,
        ["com.microsoft.QLinearMul"] = QLinearImporter.ImportMul,
        ["com.microsoft.QLinearSigmoid"] = QLinearImporter.ImportSigmoid,
        ["com.microsoft.QLinearSoftmax"] = QLinearImporter.ImportSoftmax,
        ["com.microsoft.QuantizeLinear"] = QuantizeLinearImporter.Import,
    };

    /// <summary>Operators that give what they get, so that strings, which are integers here, pass.</summary>
    private static readonly HashSet<string> PassesStrings = new(StringComparer.Ordinal) { "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze" };

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
            Imports[node.QualifiedName](node);
            node.RequireUnderstood();
        }
        catch (FormatException exception)
        {
            throw node.Damaged(exception.Message);
        }
    }
}
