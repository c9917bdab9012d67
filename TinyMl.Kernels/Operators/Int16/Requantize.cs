using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Int16;

/// <summary>
/// Another type, scale and zero point for the same values. Input x, output y of the same shape, each int8, int16 or int32; y may lie
/// on x where both have the same type. Attributes: zero point of x; mantissa and shift of s_x / s_y; zero point of y. Equals
/// TensorFlow Lite Micro's Requantize bit for bit.
/// </summary>
public sealed class Requantize : Operator
{
    private readonly TensorBuffer _x;
    private readonly TensorBuffer _y;
    private readonly ElementType _xType;
    private readonly ElementType _yType;
    private readonly int _xZeroPoint;
    private readonly QuantizedMultiplier _multiplier;
    private readonly int _yZeroPoint;

    private Requantize(ref OperatorReader reader)
    {
        TensorRecord x = reader.Input();
        TensorRecord y = reader.Output();
        reader.Require(IsInteger(x.Type) && IsInteger(y.Type), "converts from or to a type that is not int8, int16 or int32");
        reader.Require(x.Shape.Matches(y.Shape), "changes the shape");
        _xType = x.Type;
        _yType = y.Type;
        _xZeroPoint = reader.Attribute();
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _yZeroPoint = reader.Attribute();
        _x = x.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.RequantizeInt16, 64, static (ref OperatorReader reader) => new Requantize(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        switch (_xType)
        {
            case ElementType.Int8:
                From<sbyte>(memory);
                break;
            case ElementType.Int16:
                From<short>(memory);
                break;
            default:
                From<int>(memory);
                break;
        }
    }

    private static bool IsInteger(ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32;

    private void From<T>(in ModelMemory memory)
        where T : unmanaged
    {
        switch (_yType)
        {
            case ElementType.Int8:
                Map(_x.ReadIntegers<T>(memory), _y.WriteIntegers<sbyte>(memory));
                break;
            case ElementType.Int16:
                Map(_x.ReadIntegers<T>(memory), _y.WriteIntegers<short>(memory));
                break;
            default:
                Map(_x.ReadIntegers<T>(memory), _y.WriteIntegers<int>(memory));
                break;
        }
    }

    private void Map<T, TResult>(ReadOnlyIntegerSpan<T> x, IntegerSpan<TResult> y)
        where T : unmanaged
        where TResult : unmanaged
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = StoredInteger<TResult>.Saturate(_multiplier.Multiply(StoredInteger<T>.Widen(x[i]) - _xZeroPoint) + _yZeroPoint);
        }
    }
}
