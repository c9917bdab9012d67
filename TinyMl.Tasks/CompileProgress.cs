using System;

namespace TinyMl.Tasks;

/// <summary>Says how far the compilation of a model is, once it takes so long that somebody may ask: every few seconds, never in a quick build.</summary>
/// <param name="model">The model's file, as the project names it.</param>
/// <param name="log">Where it is said.</param>
/// <param name="time">The clock.</param>
internal sealed class CompileProgress(string model, Action<string> log, TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private readonly object _lock = new();
    private long _last = time.GetTimestamp();

    /// <summary>Says nothing.</summary>
    public static CompileProgress None { get; } = new("", _ => { }, TimeProvider.System);

    /// <summary>Says that so many of a number of steps are done, in the form "keywords.onnx: quantizing 5 of 12 layers".</summary>
    /// <param name="doing">What is done: "quantizing".</param>
    /// <param name="done">The number of steps that are done, or the one that is being done.</param>
    /// <param name="total">The number of steps.</param>
    /// <param name="steps">What the steps are: "layers".</param>
    public void Report(string doing, int done, int total, string steps)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_last) < Silence) return;
            _last = time.GetTimestamp();
        }

        log(FormattableString.Invariant($"{model}: {doing} {done} of {total} {steps}"));
    }
}
