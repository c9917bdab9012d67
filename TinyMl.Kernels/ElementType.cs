namespace TinyMl;

/// <summary>The type of a tensor's elements. The values are those of the packed format.</summary>
public enum ElementType : byte
{
    /// <summary>No type; never found in a valid model.</summary>
    None = 0,

    /// <summary>IEEE 754 binary32.</summary>
    Float32 = 1,

    /// <summary>IEEE 754 binary16, for weights only.</summary>
    Float16 = 2,

    /// <summary>8-bit two's complement.</summary>
    Int8 = 3,

    /// <summary>8-bit unsigned.</summary>
    UInt8 = 4,

    /// <summary>16-bit two's complement.</summary>
    Int16 = 5,

    /// <summary>32-bit two's complement.</summary>
    Int32 = 6,

    /// <summary>64-bit two's complement.</summary>
    Int64 = 7,

    /// <summary>A byte that is 0 or 1.</summary>
    Bool = 8,
}
