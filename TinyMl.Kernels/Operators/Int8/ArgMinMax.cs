using System;

namespace TinyMl.Operators.Int8;

/// <summary>
/// The index of the greatest or least element along an axis, int8; see <see cref="ArgOperands"/> for tensors and attributes.
/// Equals TensorFlow Lite Micro's reference ArgMinMax where the first of several equal elements is meant.
/// </summary>
public sealed class ArgMinMax : Operator
{
    private readonly ArgOperands _operands;

    private ArgMinMax(ref OperatorReader reader) => _operands = new ArgOperands(ref reader, ElementType.Int8);

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.ArgMinMaxInt8, 56, static (ref OperatorReader reader) => new ArgMinMax(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> x = _operands.X.ReadInt8(memory);
        Span<byte> y = _operands.Write(memory);
        int count = _operands.Count(y);
        for (int i = 0; i < count; i++) _operands.Store(y, i, Find(x, _operands.Start(i)));
    }

    private int Find(ReadOnlySpan<sbyte> x, int start)
    {
        int found = 0;
        int best = Rank(x[start]);
        for (int i = 1; i < _operands.Length; i++)
        {
            int candidate = Rank(x[start + (i * _operands.Inner)]);
            if (candidate < best || (candidate == best && !_operands.IsLast)) continue;
            best = candidate;
            found = i;
        }

        return found;
    }

    // The least element is the greatest of their negatives.
    private int Rank(int value) => _operands.IsGreatest ? value : -value;
}
