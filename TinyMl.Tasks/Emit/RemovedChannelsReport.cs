namespace TinyMl.Tasks.Emit;

/// <summary>The channels of a layer that were dead or constant and are gone.</summary>
/// <param name="Inputs">Those of its input.</param>
/// <param name="OfInputs">How many its input had.</param>
/// <param name="Outputs">Those of its output.</param>
/// <param name="OfOutputs">How many its output had.</param>
internal sealed record RemovedChannelsReport(int Inputs, int OfInputs, int Outputs, int OfOutputs);
