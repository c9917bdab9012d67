using System.Collections.Generic;

namespace TinyMl.Training.Layers;

/// <summary>One step of a network. A layer remembers its last forward pass for the backward pass that follows.</summary>
internal abstract class Layer
{
    /// <summary>What an optimizer may change.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Computes the output; <paramref name="training"/> matters to layers that learn from a batch.</summary>
    public abstract Features Forward(Features input, bool training);

    /// <summary>
    /// Takes the gradient of the loss with respect to the last output, writes the gradients of the parameters, and
    /// returns the gradient with respect to the last input.
    /// </summary>
    public abstract Features Backward(Features outputGradient);
}
