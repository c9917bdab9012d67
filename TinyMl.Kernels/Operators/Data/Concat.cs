using System;
using TinyMl.Format;

namespace TinyMl.Operators.Data;

/// <summary>
/// Tensors side by side along an axis, elements of any type. Inputs: at least one; output: y of the same type, as long
/// along the axis as all inputs together. Attributes: the axis.
/// </summary>
public sealed class Concat : Operator
{
    private readonly TensorBuffer[] _inputs;
    private readonly TensorBuffer _y;
    private readonly int _slices;

    private Concat(ref OperatorReader reader)
    {
        reader.Require(reader.InputsLeft > 0, "has no inputs");
        OperatorReader again = reader;
        _inputs = new TensorBuffer[reader.InputsLeft];
        for (int i = 0; i < _inputs.Length; i++) _inputs[i] = reader.Input().Buffer;
        TensorRecord y = reader.Output();
        int axis = reader.Attribute(0, PackedFormat.MaximumRank - 1);
        reader.Require(axis < y.Shape.Rank, "has an axis beyond its output's rank");

        // Once more, now that output and axis, which come later in the record, are known.
        long length = 0;
        for (int i = 0; i < _inputs.Length; i++)
        {
            TensorRecord x = again.Input(y.Type);
            length += x.Shape[axis];
            reader.Require(
                x.Shape.Rank == y.Shape.Rank && x.Shape.WithoutAxes(1 << axis).Matches(y.Shape.WithoutAxes(1 << axis)),
                "has an input that does not match its output beside the axis");
        }

        reader.Require(length == y.Shape[axis], "has an output that is not as long as its inputs together");
        _y = y.Buffer;
        _slices = y.Shape.CountBefore(axis);
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Concat, 64, static (ref OperatorReader reader) => new Concat(ref reader), bytesPerInput: 12);

    internal override void Invoke(in ModelMemory memory)
    {
        Span<byte> y = _y.Write(memory);
        int written = 0;
        for (int slice = 0; slice < _slices; slice++)
        {
            foreach (TensorBuffer input in _inputs)
            {
                ReadOnlySpan<byte> x = input.Read(memory);
                int length = x.Length / _slices;
                x.Slice(slice * length, length).CopyTo(y.Slice(written));
                written += length;
            }
        }
    }
}
