namespace TinyMl.Operators.Float32;

/// <summary>A function of one real number, rounded to binary32; implemented by structs, so that its loop is compiled for it.</summary>
internal interface IUnaryFunction
{
    float Apply(float x);
}
