using System.Collections.Generic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Quantization;

/// <summary>Activations that share one scale and zero point, because the operators between them only move or select elements.</summary>
internal sealed class ScaleGroup
{
    /// <summary>The activations of the group.</summary>
    public List<Tensor> Members { get; } = [];

    /// <summary>The tensors whose values the group must represent; the others hold elements of these.</summary>
    public List<Tensor> Sources { get; } = [];

    /// <summary>Constants that padding puts between the elements.</summary>
    public List<float> PadValues { get; } = [];

    /// <summary>The parameters that the operator which computes the elements prescribes, or null.</summary>
    public QuantizationParameters? Prescribed { get; set; }

    /// <summary>Whether a concatenation widened the group already.</summary>
    public bool HasConcatenation { get; set; }
}
