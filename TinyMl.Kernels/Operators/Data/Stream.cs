using System;

namespace TinyMl.Operators.Data;

/// <summary>
/// Operators that run together row by row, so that of the tensors between them only a few rows lie in memory at a time. No inputs and
/// outputs of its own; their records follow, each of a <see cref="RowOperator"/>. Attributes: one for each of them, (first + 256 * second) *
/// 2 + whole. First and second say, in the order in which rows are asked for, how many records before it the operators stand that compute
/// an input, 0 for none; whole is 1 where all rows are computed, 0 where only those are that others ask for.
/// <para>
/// From the last one back, every operator that is whole computes its rows in turn. A row is computed once the rows that it reads are: first
/// those that are missing of the first input, one by one in the same way, then those of the second.
/// </para>
/// </summary>
public sealed class Stream : Operator
{
    private const int MostDistance = 255;

    private readonly StreamStep[] _steps;

    private Stream(ref OperatorReader reader)
    {
        reader.Require(!reader.IsStreamed, "stands in another stream");
        _steps = new StreamStep[Math.Min(reader.AttributesLeft, MostDistance + 1)];
        reader.Require(_steps.Length > 0 && reader.InputsLeft == 0, "has inputs or no operators");
        for (int i = 0; i < _steps.Length; i++)
        {
            int links = reader.Attribute(0, ((MostDistance * (MostDistance + 2)) << 1) | 1);
            int first = (links >> 1) & MostDistance, second = links >> 9;
            reader.Require(first <= i && second <= i, "reads rows of an operator before its first one");
            _steps[i] = new StreamStep(i - first, i - second, (links & 1) != 0);
        }

        reader.Require(reader.AttributesLeft == 0, "has too many operators");
        for (int i = 0; i < _steps.Length; i++) _steps[i].Operator = reader.Next() as RowOperator ?? throw reader.Invalid("has an operator that does not run row by row");
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.Stream, 48, static (ref OperatorReader reader) => new Stream(ref reader), bytesPerAttribute: 16);

    internal override void Invoke(in ModelMemory memory)
    {
        for (int i = 0; i < _steps.Length; i++) _steps[i].RowsDone = 0;
        for (int i = _steps.Length - 1; i >= 0; i--)
        {
            if (_steps[i].IsWhole) Advance(memory, i, _steps[i].Operator.Rows);
        }
    }

    // Computes the rows of an operator up to a row. Its inputs are computed by operators before it, so that this comes to an end.
    private void Advance(in ModelMemory memory, int index, int end)
    {
        ref StreamStep step = ref _steps[index];
        end = Math.Min(end, step.Operator.Rows);
        for (int row = step.RowsDone; row < end; row++)
        {
            int needed = step.Operator.EndRow(row);
            if (step.First != index) Advance(memory, step.First, needed);
            if (step.Second != index) Advance(memory, step.Second, needed);
            step.Operator.InvokeRow(memory, row);
            step.RowsDone = row + 1;
        }
    }
}
