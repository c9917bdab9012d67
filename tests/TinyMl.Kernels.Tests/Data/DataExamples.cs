using System.Collections.Generic;
using TinyMl.Operators;
using TinyMl.Operators.Data;

namespace TinyMl.Kernels.Tests.Data;

/// <summary>A small valid record of every kernel that moves elements.</summary>
internal static class DataExamples
{
    public static IEnumerable<OperatorRecord> All =>
    [
        Image(BatchToSpace.Kernel, 4, 1, 2, 3).Output(ElementType.Int8, 1, 1, 3, 3).Attributes(2, 2, 1, 0),
        X(Cast.Kernel).Output(ElementType.Float32, 3, 2),
        X(Compare.Kernel).Input<sbyte>(ElementType.Int8, [3], [2, 2, 9]).Output(ElementType.Bool, 2, 3).Attributes(1),
        X(Concat.Kernel).Input<sbyte>(ElementType.Int8, [2, 1], [7, 8]).Output(ElementType.Int8, 2, 4).Attributes(1),
        X(Copy.Kernel).Output(ElementType.Int8, 2, 3),
        X(Gather.Kernel).Input<int>(ElementType.Int32, [2, 2], [0, -1, 7, 1]).Output(ElementType.Int8, 2, 2, 2).Attributes(1, 0),
        X(GatherElements.Kernel).Input<long>(ElementType.Int64, [1, 3], [0, -1, 9]).Output(ElementType.Int8, 1, 3).Attributes(0),
        X(GatherND.Kernel).Input<byte>(ElementType.UInt8, [3, 2], [0, 1, 1, 2, 9, 0]).Output(ElementType.Int8, 3).Attributes(0),
        X(IntegerArithmetic.Kernel).Input<sbyte>(ElementType.Int8, [3], [0, -1, 2]).Output(ElementType.Int8, 2, 3).Attributes(3),
        Truth(Logical.Kernel).Input<byte>(ElementType.Bool, [3], [1, 0, 1]).Output(ElementType.Bool, 2, 3).Attributes(2),
        X(Pad.Kernel).Output(ElementType.Int8, 2, 5).Attributes(0, 0, 1, 1, 0),
        X(Select.Kernel).Constant<short>(ElementType.Int16, [4], [2, 2, 0, 1]).Output(ElementType.Int8, 2, 4).Attributes(2),
        X(Slice.Kernel).Output(ElementType.Int8, 2, 2).Attributes(1, -1, 0, 2),
        Image(SpaceToBatch.Kernel, 1, 2, 4, 3).Output(ElementType.Int8, 4, 2, 3, 3).Attributes(2, 2, 1, 2, 7),
        StreamTests.Example(),
        X(Transpose.Kernel).Output(ElementType.Int8, 3, 2).Attributes(1, 0),
        Truth(Where.Kernel).Input<sbyte>(ElementType.Int8, [2, 3], [1, 2, 3, 4, 5, 6]).Input<sbyte>(ElementType.Int8, [3], [7, 8, 9]).Output(ElementType.Int8, 2, 3),
    ];

    private static OperatorRecord Image(Kernel kernel, params int[] shape) =>
        new OperatorRecord(kernel).Input<byte>(ElementType.Int8, shape, RawTensors.Bytes(1, shape, ElementType.Int8));

    private static OperatorRecord Truth(Kernel kernel) => new OperatorRecord(kernel).Input<byte>(ElementType.Bool, [2, 1], [1, 0]);

    private static OperatorRecord X(Kernel kernel) => new OperatorRecord(kernel).Input<sbyte>(ElementType.Int8, [2, 3], [1, 2, 3, 4, 5, 6]);
}
