using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>
/// The same stored integers with another quantization, or with none; what is int8 on one side and uint8 on the other differs by 128, so
/// that the least value stays the least one. ONNX gives integers a meaning only where they are dequantized.
/// </summary>
internal sealed record Reinterpret(ElementType Type) : Elementwise
{
    public override IntegerForm IntegerForm => IntegerForm.OwnScale;

    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => Type;
}
