namespace TinyMl.Tasks.Emit;

/// <summary>Accuracy of the float and the packed model on the validation data, or their agreement on the calibration data.</summary>
/// <param name="Metric">"top-1", "r-squared", "agreement" or "fidelity".</param>
/// <param name="Float">The float model's value of the metric; the source model's where the file was quantized already.</param>
/// <param name="Packed">The packed model's value of the metric.</param>
/// <param name="Samples">How many samples were run.</param>
/// <param name="Agreement">The share of samples on which both have the same top-1.</param>
/// <param name="SqnrDb">Signal to quantization noise of the outputs, in decibels; null where they are equal.</param>
/// <param name="FloatRmse">The root of the mean squared error, for real targets.</param>
/// <param name="PackedRmse">The root of the mean squared error, for real targets.</param>
internal sealed record AccuracyReport(
    string Metric, double Float, double Packed, int Samples, double Agreement, double? SqnrDb, double? FloatRmse = null, double? PackedRmse = null);
