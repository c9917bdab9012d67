namespace TinyMl.Format;

/// <summary>How a constant's elements are stored. The values from <see cref="LookUp"/> on are those of a tensor record's kind.</summary>
internal enum WeightEncoding : byte
{
    /// <summary>In the element's own type.</summary>
    Raw = 0,

    /// <summary>As integers of n bits, <see cref="PackedFormat.PackedIntegers"/> + n.</summary>
    Integers = PackedFormat.PackedIntegers,

    /// <summary>As indexes into a table of the values.</summary>
    LookUp = 16,

    /// <summary>As a bit for each element that says whether it is 0, and the others as integers.</summary>
    Bitmap = 17,

    /// <summary>As integers that each hold how many zeros come first and then a value.</summary>
    ZeroRuns = 18,

    /// <summary>In canonical Huffman codes.</summary>
    Huffman = 19,
}
