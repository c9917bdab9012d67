namespace TinyMl.Tasks.Quantization;

/// <summary>How the range of an activation is set.</summary>
internal enum RangeMethod
{
    /// <summary>From the least to the largest value of the calibration data.</summary>
    MinMax,

    /// <summary>From percentile 0.01 to percentile 99.99 of the calibration data; values beyond saturate.</summary>
    Percentile,
}
