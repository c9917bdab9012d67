namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Real or quantized values to the type and parameters of the output.</summary>
/// <param name="StatesPrecision">Whether it says in which precision the model wants to have computed what is before it, as ONNX writes integer
/// arithmetic, so that the real values themselves need not be computed.</param>
internal sealed record Quantize(bool StatesPrecision = false) : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override bool HasInt16Kernel => true;
}
