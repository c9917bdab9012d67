using System;
using System.Runtime.CompilerServices;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif
using TinyMl.Arithmetic;

namespace TinyMl.Operators.Integer;

/// <summary>
/// The last step of an integer kernel: the output's zero point is added and the fused activation's bounds are applied.
/// </summary>
/// <typeparam name="T">The type of the output's elements.</typeparam>
internal readonly struct OutputRange<T>
    where T : unmanaged
{
    private readonly T _zeroPoint;
    private readonly T _minimum;
    private readonly T _maximum;

    private OutputRange(int zeroPoint, int minimum, int maximum)
    {
        _zeroPoint = StoredInteger<T>.Narrow(zeroPoint);
        _minimum = StoredInteger<T>.Narrow(minimum);
        _maximum = StoredInteger<T>.Narrow(maximum);
    }

    /// <summary>Reads the zero point and both bounds.</summary>
    public static OutputRange<T> Read(ref OperatorReader reader)
    {
        int zeroPoint = reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum);
        int minimum = reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum);
        return new OutputRange<T>(zeroPoint, minimum, reader.Attribute(minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>Reads both bounds, for values that have the zero point in them already.</summary>
    public static OutputRange<T> ReadBounds(ref OperatorReader reader)
    {
        int minimum = reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum);
        return new OutputRange<T>(0, minimum, reader.Attribute(minimum, StoredInteger<T>.Maximum));
    }

    /// <summary>Reads the zero point; the bounds are those of the type.</summary>
    public static OutputRange<T> ReadZeroPoint(ref OperatorReader reader) =>
        new(reader.Attribute(StoredInteger<T>.Minimum, StoredInteger<T>.Maximum), StoredInteger<T>.Minimum, StoredInteger<T>.Maximum);

    /// <summary>The stored element of a value in steps of the output's scale.</summary>
    public T Store(int value)
    {
        value += StoredInteger<T>.Widen(_zeroPoint);
        return value < StoredInteger<T>.Widen(_minimum) ? _minimum : value > StoredInteger<T>.Widen(_maximum) ? _maximum : StoredInteger<T>.Narrow(value);
    }

    /// <summary>
    /// The stored elements of sums, each times its multiplier, as <see cref="Store(int)"/> has them: as many from the first one on as vectors
    /// take, of which there are none for elements other than int8.
    /// </summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(InnerLoop.Optimized)]
    public int Store(ReadOnlySpan<int> sums, ReadOnlySpan<int> mantissas, ReadOnlySpan<int> shifts, IntegerSpan<T> y)
    {
        int i = 0;
#if NET
        if (typeof(T) != typeof(sbyte) || !Avx2.IsSupported) return i;
        mantissas = mantissas.Slice(0, sums.Length);
        shifts = shifts.Slice(0, sums.Length);
        Span<byte> bytes = y.Bytes.Slice(0, sums.Length);
        Vector256<int> zeroPoint = Vector256.Create(StoredInteger<T>.Widen(_zeroPoint));
        Vector256<int> minimum = Vector256.Create(StoredInteger<T>.Widen(_minimum)), maximum = Vector256.Create(StoredInteger<T>.Widen(_maximum));
        for (; i <= sums.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            Vector256<int> values = zeroPoint + FixedPoint.MultiplyByQuantizedMultiplier(
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)i),
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(mantissas), (nuint)i),
                Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(shifts), (nuint)i));
            values = Vector256.Min(Vector256.Max(values, minimum), maximum);
            Vector128<short> halves = Vector128.Narrow(values.GetLower(), values.GetUpper());
            Vector128.Narrow(halves, halves).AsByte().GetLower().StoreUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)i);
        }
#endif
        return i;
    }
}
