namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Real or quantized values to the type and parameters of the output.</summary>
internal sealed record Quantize : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
