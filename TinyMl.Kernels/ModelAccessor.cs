using System;

namespace TinyMl;

/// <summary>
/// What the accessors that a build writes have in common. It is a base class, so that a model may itself be called Model: a C# class
/// cannot declare a member of its own name, but it can inherit one.
/// </summary>
public abstract class ModelAccessor
{
    /// <summary>An accessor of a loaded model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    protected ModelAccessor(TinyModel model)
    {
        Model = model ?? throw new ArgumentNullException(nameof(model));
    }

    /// <summary>The packed model behind the accessor.</summary>
    public TinyModel Model { get; }

    /// <summary>Runs the model on real values in the source model's layout. Allocates nothing.</summary>
    /// <param name="input">As many values as the input has elements.</param>
    /// <param name="output">Room for as many values as the output has elements.</param>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    /// <exception cref="ArgumentException">A length does not match the tensor's.</exception>
    public void Run(ReadOnlySpan<float> input, Span<float> output) => Model.Run(input, output);

    /// <summary>Runs the model and finds the label with the highest score, the first of equals. Allocates nothing.</summary>
    /// <param name="input">As many values as the input has elements.</param>
    /// <param name="labels">A label for each element of an output, the first of so many real values.</param>
    /// <exception cref="ArgumentNullException"><paramref name="labels"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs, or no output of as many scores.</exception>
    /// <exception cref="ArgumentException">The length does not match the input's.</exception>
    protected Prediction Predict(ReadOnlySpan<float> input, string[] labels)
    {
        if (labels is null) throw new ArgumentNullException(nameof(labels));
        return Model.Predict(input, labels);
    }
}
