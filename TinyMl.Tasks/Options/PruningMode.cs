namespace TinyMl.Tasks.Options;

/// <summary>The values of the <c>Pruning</c> metadata.</summary>
internal enum PruningMode
{
    /// <summary>No weight is removed.</summary>
    None,

    /// <summary>The weights of least magnitude, over all layers.</summary>
    Magnitude,

    /// <summary>Optimal Brain Surgeon: the weights of least effect on the calibration data, and the others make up for them.</summary>
    Obs,

    /// <summary>Whole channels, with a least-squares fit of the layers that read them.</summary>
    Channel,
}
