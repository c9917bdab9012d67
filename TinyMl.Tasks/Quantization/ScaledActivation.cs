using System.Collections.Immutable;

namespace TinyMl.Tasks.Quantization;

/// <summary>How the channels of an activation are scaled.</summary>
/// <param name="Axis">Its axis of channels.</param>
/// <param name="Exponents">For each channel the binary logarithm of its factor.</param>
internal sealed record ScaledActivation(int Axis, ImmutableArray<int> Exponents);
