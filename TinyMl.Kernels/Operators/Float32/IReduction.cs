using TinyMl.Arithmetic;

namespace TinyMl.Operators.Float32;

/// <summary>What a reduction makes of several real numbers; implemented by structs, so that its loops are compiled for it.</summary>
internal interface IReduction
{
    /// <summary>What is there before the first number.</summary>
    float Start { get; }

    /// <summary>Takes in the next number.</summary>
    float Next(float accumulated, float x);

    /// <summary>Takes in a number for each of several results.</summary>
    void Next(Float32Span accumulated, RealSpan<Float32Format> x);

    /// <summary>The result of so many numbers.</summary>
    float Result(float accumulated, int count);
}
