namespace TinyMl.Tasks.Import;

/// <summary>
/// What the activations of an operator may be. Where an integer type is missing, the operator computes with real values between
/// conversions in models of that type.
/// </summary>
internal static class ActivationTypes
{
    public const string Real = "Float32";
    public const string ToInt8 = "Float32, Int8";
    public const string ToInt16 = "Float32, Int8, Int16";
    public const string Any = "all";
    public const string Bool = "Bool";
    public const string Quantized = "Int8, UInt8";
    public const string Constant = "constants";
}
