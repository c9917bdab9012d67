using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Mod: the remainder with the divisor's sign, of integers; with fmod 1 that with the dividend's sign, of any numbers.</summary>
internal static class ModImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(2, 2);
        bool isFloored = (node.Attributes.Int("fmod") ?? 0) switch
        {
            0 => true,
            1 => false,
            long other => throw node.Damaged($"its attribute 'fmod' is {other}"),
        };
        if (node.IsConstant)
        {
            node.Output(ConstantArithmetic.Compute(
                node,
                (a, b) => b == -1 ? 0 : isFloored && a % b != 0 && (a < 0) != (b < 0) ? (a % b) + b : a % b,
                (a, b) => isFloored ? throw node.Damaged("its attribute 'fmod' must be 1 for real numbers") : a % b));
            return;
        }

        Tensor left = IntegerOperands.Number(node, 0), right = IntegerOperands.Number(node, 1);
        IntegerOperands.RequireSameType(node, left, right);
        if (isFloored && left.Type == ElementType.Float32) throw node.Damaged("its attribute 'fmod' must be 1 for real numbers");
        node.Output(new Mod(isFloored, ActivationRange.None), left, right);
    }
}
