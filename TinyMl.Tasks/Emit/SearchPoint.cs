namespace TinyMl.Tasks.Emit;

/// <summary>A mix that was tried.</summary>
/// <param name="Mix">How many layers have which choice: "8 bits x 3, 4 bits x 9".</param>
/// <param name="FlashBytes">The length of its packed file.</param>
/// <param name="RamBytes">Its arena and runtime.</param>
/// <param name="Accuracy">Its value of the accuracy's metric.</param>
/// <param name="SqnrDb">Signal to quantization noise of its outputs, in decibels.</param>
internal sealed record SearchPoint(string Mix, long FlashBytes, long RamBytes, double Accuracy, double? SqnrDb);
