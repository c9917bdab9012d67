using System.Collections.Generic;
using TinyMl.Operators;
using TinyMl.Operators.Data;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>A small valid record of every kernel that moves elements.</summary>
internal static class DataExamples
{
    public static IEnumerable<OperatorRecord> All =>
    [
        X(Concat.Kernel).Input<sbyte>(ElementType.Int8, [2, 1], [7, 8]).Output(ElementType.Int8, 2, 4).Attributes(1),
        X(Copy.Kernel).Output(ElementType.Int8, 2, 3),
        X(Pad.Kernel).Output(ElementType.Int8, 2, 5).Attributes(0, 0, 1, 1, 0),
        X(Transpose.Kernel).Output(ElementType.Int8, 3, 2).Attributes(1, 0),
    ];

    private static OperatorRecord X(Kernel kernel) => new OperatorRecord(kernel).Input<sbyte>(ElementType.Int8, [2, 3], [1, 2, 3, 4, 5, 6]);
}
