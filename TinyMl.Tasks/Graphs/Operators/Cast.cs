using System.Collections.Generic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>Numbers as another type: fractions are cut off, of integers the low bits stay, anything but 0 is true.</summary>
internal sealed record Cast(ElementType Type) : Elementwise
{
    public override ElementType InferType(IReadOnlyList<Tensor> inputs) => Type;
}
