namespace TinyMl.Training.Layers;

/// <summary>Learned values and the gradient of the loss with respect to them, summed over the batch.</summary>
internal sealed class Parameter(float[] values)
{
    public float[] Values { get; } = values;

    public float[] Gradients { get; } = new float[values.Length];
}
