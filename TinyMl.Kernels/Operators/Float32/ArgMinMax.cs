using System;
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>
/// The index of the greatest or least element along an axis, float32; see <see cref="ArgOperands"/> for tensors and attributes.
/// Not-a-number is passed over, unless there is nothing else: then it is the first index (TensorFlow's ArgMax and ArgMin).
/// </summary>
public sealed class ArgMinMax : Operator
{
    private readonly ArgOperands _operands;

    private ArgMinMax(ref OperatorReader reader) => _operands = new ArgOperands(ref reader, ElementType.Float32);

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ArgMinMaxFloat32, 56, static (ref OperatorReader reader) => new ArgMinMax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> x = _operands.X.Read<Float32Format>(memory);
        Span<byte> y = _operands.Write(memory);
        int count = _operands.Count(y);
        for (int i = 0; i < count; i++) _operands.Store(y, i, Find(x, _operands.Start(i)));
    }

    private int Find(RealSpan<Float32Format> x, int start)
    {
        int found = 0;
        float best = Rank(x[start]);
        for (int i = 1; i < _operands.Length; i++)
        {
            float candidate = Rank(x[start + (i * _operands.Inner)]);
            bool isBetter = candidate > best || (_operands.IsLast && candidate == best) || (float.IsNaN(best) && !float.IsNaN(candidate));
            if (!isBetter) continue;
            best = candidate;
            found = i;
        }

        return found;
    }

    // The least element is the greatest of their negatives.
    private float Rank(float value) => _operands.IsGreatest ? value : -value;
}
