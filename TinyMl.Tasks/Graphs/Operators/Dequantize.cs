namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Quantized values to real ones.</summary>
internal sealed record Dequantize : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
