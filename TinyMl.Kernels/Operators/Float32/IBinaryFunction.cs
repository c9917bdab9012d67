namespace TinyMl.Operators.Float32;

/// <summary>A function of two real numbers, rounded to binary32; implemented by structs, so that its loop is compiled for it.</summary>
internal interface IBinaryFunction
{
    float Apply(float left, float right);
}
