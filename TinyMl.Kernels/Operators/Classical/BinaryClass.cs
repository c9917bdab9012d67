using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The label of one of two classes, the second where the deciding score exceeds a threshold (<see cref="BinaryRule"/>). Inputs: raw
/// scores [N, 1] or [N, 2], float32; labels [2], Int64 constants. Output: y [N], Int64. Attributes: the rule; the threshold (f32).
/// </summary>
public sealed class BinaryClass : Operator
{
    private readonly TensorBuffer _scores;
    private readonly ClassLabels _labels;
    private readonly BinaryRule _rule;
    private readonly float _threshold;
    private readonly int _columns;

    private BinaryClass(ref OperatorReader reader)
    {
        TensorRecord scores = reader.Input(ElementType.Float32);
        _labels = ClassLabels.Read(ref reader);
        _rule = BinaryRule.Read(ref reader);
        _threshold = reader.SingleAttribute();
        _columns = scores.Shape.Count / _labels.Samples;
        reader.Require(
            _labels.Count == 2 && _columns is 1 or 2 && _columns * _labels.Samples == scores.Shape.Count,
            "has scores that do not match two labels and its output");
        _scores = scores.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.BinaryClassClassical, 80, static (ref OperatorReader reader) => new BinaryClass(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> scores = _scores.Read<Float32Format>(memory);
        for (int row = 0; row < _labels.Samples; row++)
        {
            int place = row * _columns;
            float positive = _rule.Of(scores[place], _columns == 2 ? scores[place + 1] : -0f).Positive;
            _labels.Write(memory, row, positive > _threshold ? 1 : 0);
        }
    }
}
