using System;
using System.Linq;
using TinyMl.Tasks.Graphs.Operators;
using DataType = TinyMl.Tasks.Import.Onnx.Format.TensorProto.Types.DataType;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Functions of one real number; of constants they are computed here.</summary>
internal static class FunctionImporter
{
    // The defaults of the standard, which are what binary32 has of Klambauer's constants.
    private const float SeluAlpha = 1.67326319217681884765625f;
    private const float SeluGamma = 1.05070102214813232421875f;

    public static void ImportAbs(OnnxNode node) => Import(node, new Abs(), value => value < 0 ? -value : value);

    public static void ImportCeil(OnnxNode node) => Import(node, new Ceil());

    public static void ImportCelu(OnnxNode node)
    {
        float alpha = Parameter(node, "alpha", 1);
        Import(node, alpha != 0 ? new Celu(alpha) : throw node.Damaged("its alpha is 0"));
    }

    public static void ImportCos(OnnxNode node) => Import(node, new Cos());

    public static void ImportCosh(OnnxNode node) => Import(node, new Cosh());

    public static void ImportElu(OnnxNode node) => Import(node, new Elu(Parameter(node, "alpha", 1)));

    public static void ImportErf(OnnxNode node) => Import(node, new Erf());

    public static void ImportExp(OnnxNode node) => Import(node, new Exp());

    public static void ImportFloor(OnnxNode node) => Import(node, new Floor());

    public static void ImportGelu(OnnxNode node)
    {
        string approximate = node.Attributes.String("approximate") ?? "none";
        Import(node, new Gelu(approximate switch
        {
            "none" => false,
            "tanh" => true,
            _ => throw node.Damaged($"its attribute 'approximate' is '{approximate}'; it may be 'none' or 'tanh'"),
        }));
    }

    public static void ImportHardSigmoid(OnnxNode node) => Import(node, new HardSigmoid(Parameter(node, "alpha", 0.2f), Parameter(node, "beta", 0.5f)));

    public static void ImportLog(OnnxNode node) => Import(node, new Log());

    public static void ImportMish(OnnxNode node) => Import(node, new Mish());

    public static void ImportReciprocal(OnnxNode node) => Import(node, new Reciprocal());

    public static void ImportRound(OnnxNode node) => Import(node, new Round());

    public static void ImportSelu(OnnxNode node) => Import(node, new Selu(Parameter(node, "alpha", SeluAlpha), Parameter(node, "gamma", SeluGamma)));

    public static void ImportShrink(OnnxNode node) => Import(node, new Shrink(Parameter(node, "lambd", 0.5f), Parameter(node, "bias", 0)));

    public static void ImportSign(OnnxNode node) => Import(node, new Sign(), value => Math.Sign(value));

    public static void ImportSin(OnnxNode node) => Import(node, new Sin());

    public static void ImportSinh(OnnxNode node) => Import(node, new Sinh());

    public static void ImportSoftplus(OnnxNode node) => Import(node, new Softplus());

    public static void ImportSoftsign(OnnxNode node) => Import(node, new Softsign());

    public static void ImportSqrt(OnnxNode node) => Import(node, new Sqrt());

    public static void ImportSwish(OnnxNode node) => Import(node, new Swish(Parameter(node, "alpha", 1)));

    public static void ImportTan(OnnxNode node) => Import(node, new Tan());

    public static void ImportThresholdedRelu(OnnxNode node) => Import(node, new ThresholdedRelu(Parameter(node, "alpha", 1)));

    private static float Parameter(OnnxNode node, string name, float standard)
    {
        float value = node.Attributes.Float(name) ?? standard;
        return float.IsFinite(value) ? value : throw node.Damaged($"its {name} is not finite");
    }

    /// <param name="node">The node.</param>
    /// <param name="function">The function.</param>
    /// <param name="ofIntegers">The function of integers, where it has integer results.</param>
    private static void Import(OnnxNode node, RealFunction function, Func<long, long>? ofIntegers = null)
    {
        node.Expect(1, 1);
        if (node.Input(0).Constant is not { } constant)
        {
            node.Output(function, node.Tensor(0));
        }
        else if (constant.Integers() is not { } integers)
        {
            node.Reserve(constant.Count);
            node.Output(new OnnxConstant(DataType.Double, constant.Dimensions, constant.Reals().Select(function.Formula.At).ToArray()).Cast(constant.Type));
        }
        else if (ofIntegers is not null)
        {
            node.Reserve(constant.Count);
            node.Output(new OnnxConstant(constant.Type, constant.Dimensions, integers.Select(ofIntegers).ToArray()));
        }
        else
        {
            throw node.Damaged($"its input is of the type {constant.Type}");
        }
    }
}
