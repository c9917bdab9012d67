namespace TinyMl.Tasks.Recipes;

/// <summary>How the weights of a layer became integers.</summary>
internal enum Rounding
{
    /// <summary>The scale of an output channel reaches its largest weight; each weight goes to the nearest level.</summary>
    Nearest,

    /// <summary>The scale of an output channel is the one of least squared error, which may cut off its largest weights.</summary>
    Clipped,

    /// <summary>Each weight makes up for the errors of those before it, so that the layer's outputs change least (GPTQ, OBQ).</summary>
    Reconstructed,
}
