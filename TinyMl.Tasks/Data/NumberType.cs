namespace TinyMl.Tasks.Data;

/// <summary>The types of numbers that data files hold.</summary>
internal enum NumberType
{
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64,
}
