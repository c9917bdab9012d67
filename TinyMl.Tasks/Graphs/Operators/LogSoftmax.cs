namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>x - ln(sum of e^x) over the last axis.</summary>
internal sealed record LogSoftmax : RowWise
{
    /// <summary>The output is at most 0: scale 1/16 from 127 down as int8, 1/2048 as int16.</summary>
    private static readonly IntegerForm s_form = IntegerForm.Fixed(new(1f / 16, sbyte.MaxValue), new(1f / 2048, 0));

    public override IntegerForm IntegerForm => s_form;
}
