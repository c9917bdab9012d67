using System;
using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Integer;

/// <summary>
/// A reduction over some axes. Input x; output y of the same type and of as many elements as the other axes have together.
/// Attributes: the axes as bits, bit i for axis i; those of the function.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TFunction">What is computed, with its attributes.</typeparam>
internal sealed class Reduction<T, TFunction> : Operator
    where T : unmanaged
    where TFunction : struct, IReduction<T>
{
    // Outputs that lie side by side are computed together, as many at a time.
    private const int Block = 64;

    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly ReductionWalk _walk;
    private readonly TFunction _function;

    public Reduction(ref OperatorReader reader, FunctionReader readFunction)
    {
        TensorRecord x = reader.Input(StoredInteger<T>.Type);
        TensorRecord y = reader.Output(StoredInteger<T>.Type);
        _walk = ReductionWalk.Read(ref reader, x.Shape, y.Shape);
        _function = readFunction(ref reader);
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>Reads the function's attributes.</summary>
    public delegate TFunction FunctionReader(ref OperatorReader reader);

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlyIntegerSpan<T> x = _x.ReadIntegers<T>(memory);
        IntegerSpan<T> y = _y.WriteIntegers<T>(memory);
        if (_walk.IsRunReduced)
        {
            for (int i = 0; i < y.Length; i++) y[i] = Whole(x, i);
            return;
        }

        Span<int> accumulated = stackalloc int[Block];
        for (int i = 0; i < _walk.Outputs; i++)
        {
            for (int first = 0; first < _walk.RunLength; first += Block)
            {
                int length = Math.Min(Block, _walk.RunLength - first);
                Accumulate(x, i, first, accumulated.Slice(0, length));
                IntegerSpan<T> results = y.Slice((i * _walk.RunLength) + first, length);
                for (int j = 0; j < length; j++) results[j] = _function.Result(accumulated[j], _walk.Count);
            }
        }
    }

    private T Whole(ReadOnlyIntegerSpan<T> x, int output)
    {
        int accumulated = _function.Start;
        for (int segment = 0; segment < _walk.Segments; segment++)
        {
            int start = _walk.Segment(output, segment);
            for (int step = 0; step < _walk.Steps; step++, start += _walk.Step)
            {
                ReadOnlyIntegerSpan<T> values = x.Slice(start, _walk.RunLength);
                for (int i = 0; i < values.Length; i++) accumulated = _function.Next(accumulated, StoredInteger<T>.Widen(values[i]));
            }
        }

        return _function.Result(accumulated, _walk.Count);
    }

    private void Accumulate(ReadOnlyIntegerSpan<T> x, int output, int first, Span<int> accumulated)
    {
        accumulated.Fill(_function.Start);
        for (int segment = 0; segment < _walk.Segments; segment++)
        {
            int start = _walk.Segment(output, segment) + first;
            for (int step = 0; step < _walk.Steps; step++, start += _walk.Step)
            {
                ReadOnlyIntegerSpan<T> values = x.Slice(start, accumulated.Length);
                for (int i = 0; i < accumulated.Length; i++) accumulated[i] = _function.Next(accumulated[i], StoredInteger<T>.Widen(values[i]));
            }
        }
    }
}
