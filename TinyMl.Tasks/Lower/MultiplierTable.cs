using System.Collections.Generic;
using System.Linq;
using TinyMl.Arithmetic;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Lower;

/// <summary>The multipliers of an operator as its kernel reads them (<see cref="QuantizedMultiplierSpan"/>): one for all where all are equal.</summary>
internal sealed class MultiplierTable
{
    private readonly QuantizedMultiplier[] _multipliers;

    /// <summary>A table of multipliers, none of them negative.</summary>
    public MultiplierTable(IEnumerable<QuantizedMultiplier> multipliers, bool mayShare)
    {
        _multipliers = [.. multipliers];
        if (mayShare && _multipliers.Distinct().Count() == 1) _multipliers = _multipliers[..1];
        LeastShift = _multipliers.Where(multiplier => multiplier.Mantissa != 0).Select(multiplier => multiplier.Shift).DefaultIfEmpty().Min();
    }

    /// <summary>The shift that those of all elements add to, an attribute of the operator.</summary>
    public int LeastShift { get; }

    /// <summary>The constant.</summary>
    public LoweredInput Input(string node)
    {
        long[] elements = [.. _multipliers.Select(Element)];
        return new LoweredInput(
            Tensor.Constant<long>($"{node}.multipliers", ElementType.Int64, new Shape(elements.Length), elements), ConstantRole.Quantization, Form: ConstantForm.Unsigned);
    }

    // 0 is 0 at every shift.
    private long Element(QuantizedMultiplier multiplier) =>
        multiplier.Mantissa == 0 ? 0 : ((long)(multiplier.Shift - LeastShift) << QuantizedMultiplierSpan.MantissaBits) | (uint)multiplier.Mantissa;
}
