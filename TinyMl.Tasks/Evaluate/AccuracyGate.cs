using System;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;

namespace TinyMl.Tasks.Evaluate;

/// <summary>The <c>MinAccuracy</c> metadata: what it asks for, and whether a model reaches it.</summary>
internal static class AccuracyGate
{
    // Shares such as 0.935 - 0.01 are not exact in binary.
    private const double Tolerance = 1e-9;

    /// <summary>Demands data to measure with where an accuracy is asked for.</summary>
    /// <exception cref="DiagnosticException"><c>TML1103</c>: there is neither validation nor calibration data.</exception>
    public static void RequireData(CompileOptions options)
    {
        if (options is not { MinAccuracy: double asked, ValidationData: null, CalibrationData: null }) return;
        throw ModelDiagnostics.BadMetadata("MinAccuracy", FormattableString.Invariant($"{asked}"), "accuracy is measured on ValidationData, or without it against the float model on CalibrationData, and neither is set");
    }

    /// <summary>The least value of the metric: the given one where it is at least 0, else so many points from the float model's.</summary>
    public static double Required(double minAccuracy, AccuracyReport accuracy) =>
        minAccuracy >= 0 ? minAccuracy : accuracy.Float + minAccuracy;

    /// <summary>Whether the packed model reaches it.</summary>
    public static bool IsMet(double minAccuracy, AccuracyReport accuracy) =>
        accuracy.Packed >= Required(minAccuracy, accuracy) - Tolerance;
}
