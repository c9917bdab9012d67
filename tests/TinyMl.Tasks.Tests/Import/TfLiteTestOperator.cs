using TinyMl.Tasks.Import.TfLite;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>An operator that a test writes into a TensorFlow Lite file. Options are fields by their number: byte, bool, int, float string or int[].</summary>
internal sealed record TfLiteTestOperator(BuiltinOperator Code, int[] Inputs, int[] Outputs)
{
    public BuiltinOptions OptionsType { get; init; }

    public (int Field, object Value)[] Options { get; init; } = [];

    public string? CustomCode { get; init; }

    public byte[] CustomOptions { get; init; } = [];
}
