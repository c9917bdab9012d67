using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Data;

[TestClass]
public sealed class SampleSetTests
{
    private static readonly Tensor s_pair = new("pair", ElementType.Float32, new Shape(1, 2));

    [TestMethod]
    public void AnArchiveIsReadByTheNameOfTheInput()
    {
        using var folder = new DataFolder();
        string path = folder.Archive("d.npz", ("x", DataFolder.Array([1, 2], 9, 9)), ("pair", DataFolder.Array([2, 2], 1, 2, 3, 4)));

        SampleSet set = SampleSet.Read(path, [s_pair], withTargets: false);

        Assert.AreEqual(2, set.Count);
        CollectionAssert.AreEqual(new float[] { 3, 4 }, Real(set, 1));
    }

    [TestMethod]
    public void SomeOfTheSamplesKeepTheirTargets()
    {
        using var folder = new DataFolder();
        string path = folder.Archive("d.npz", ("x", DataFolder.Array([3, 2], 1, 2, 3, 4, 5, 6)), ("y", DataFolder.Classes(7, 8, 9)));

        SampleSet some = SampleSet.Read(path, [s_pair], withTargets: true).Take(2, 0);

        Assert.AreEqual(2, some.Count);
        CollectionAssert.AreEqual(new float[] { 5, 6 }, Real(some, 0));
        CollectionAssert.AreEqual(new float[] { 1, 2 }, Real(some, 1));
        Assert.AreEqual(9, some.Targets!.Class(0));
        Assert.AreEqual(7, some.Targets.Class(1));
    }

    [TestMethod]
    public void AnArchiveForOneInputMayCallItX()
    {
        using var folder = new DataFolder();
        string path = folder.Archive("d.npz", ("other", DataFolder.Array([1, 2], 9, 9)), ("x", DataFolder.Array([1, 2], 1, 2)));

        CollectionAssert.AreEqual(new float[] { 1, 2 }, Real(SampleSet.Read(path, [s_pair], withTargets: false), 0));
    }

    [TestMethod]
    public void AnArchiveForOneInputMayHoldOneArrayOfAnyNameBesideTheTargets()
    {
        using var folder = new DataFolder();
        string path = folder.Archive("d.npz", ("anything", DataFolder.Array([2, 2], 1, 2, 3, 4)), ("y", DataFolder.Classes(7, 8)));

        SampleSet set = SampleSet.Read(path, [s_pair], withTargets: true);

        CollectionAssert.AreEqual(new float[] { 1, 2 }, Real(set, 0));
        Assert.IsTrue(set.Targets!.AreClasses);
        Assert.AreEqual(8, set.Targets.Class(1));
    }

    [TestMethod]
    public void AnArchiveForSeveralInputsNamesEach()
    {
        using var folder = new DataFolder();
        var second = new Tensor("second", ElementType.Float32, new Shape(1, 3));
        string path = folder.Archive("d.npz", ("second", DataFolder.Array([1, 3], 5, 6, 7)), ("pair", DataFolder.Array([1, 2], 1, 2)));

        SampleSet set = SampleSet.Read(path, [s_pair, second], withTargets: false);

        CollectionAssert.AreEqual(new float[] { 5, 6, 7 }, Real(set, 0, 1));
    }

    [TestMethod]
    [DataRow(new[] { 2, 49, 10, 1 })]
    [DataRow(new[] { 2, 1, 49, 10 })]
    [DataRow(new[] { 2, 49, 10 })]
    public void DimensionsOfOneDoNotCount(int[] shape)
    {
        using var folder = new DataFolder();
        var input = new Tensor("x", ElementType.Float32, new Shape(1, 1, 49, 10));
        string path = folder.Bytes("d.npy", DataFolder.Array(shape, [.. Enumerable.Range(0, 980).Select(i => (float)i)]));

        Assert.AreEqual(490 + 489, Real(SampleSet.Read(path, [input], withTargets: false), 1)[489]);
    }

    [TestMethod]
    public void FortranOrderIsReadInTheOrderOfTheInput()
    {
        using var folder = new DataFolder();
        var input = new Tensor("x", ElementType.Float32, new Shape(1, 2, 3));
        float[] values = new float[12];
        for (int n = 0; n < 2; n++)
        {
            for (int r = 0; r < 2; r++)
            {
                for (int c = 0; c < 3; c++) values[n + (2 * r) + (4 * c)] = (100 * n) + (10 * r) + c;
            }
        }

        string path = folder.Bytes("d.npy", DataFolder.Array("<f4", [2, 2, 3], MemoryMarshal.AsBytes<float>(values).ToArray(), fortranOrder: true));

        CollectionAssert.AreEqual(new float[] { 100, 101, 102, 110, 111, 112 }, Real(SampleSet.Read(path, [input], withTargets: false), 1));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void EveryVersionOfTheFormatIsRead(int version)
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("d.npy", DataFolder.Array("<f4", [1, 2], [0, 0, 128, 63, 0, 0, 0, 64], version: version));

        CollectionAssert.AreEqual(new float[] { 1, 2 }, Real(SampleSet.Read(path, [s_pair], withTargets: false), 0));
    }

    [TestMethod]
    [DynamicData(nameof(TypedPairs))]
    public void EveryTypeAndByteOrderIsRead(string type, byte[] data)
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("d.npy", DataFolder.Array("<" + type, [1, 2], data));
        int size = data.Length / 2;
        byte[] reversed = [.. data.Chunk(size).SelectMany(number => number.Reverse())];
        string bigEndian = folder.Bytes("b.npy", DataFolder.Array((size == 1 ? "|" : ">") + type, [1, 2], reversed));

        CollectionAssert.AreEqual(new float[] { 1, 0 }, Real(SampleSet.Read(path, [s_pair], withTargets: false), 0));
        CollectionAssert.AreEqual(new float[] { 1, 0 }, Real(SampleSet.Read(bigEndian, [s_pair], withTargets: false), 0));
    }

    public static IEnumerable<(string Type, byte[] Data)> TypedPairs =>
    [
        ("b1", [1, 0]), ("i1", [1, 0]), ("u1", [1, 0]), ("i2", Bytes<short>(1, 0)), ("u2", Bytes<ushort>(1, 0)), ("i4", Bytes(1, 0)), ("u4", Bytes(1u, 0u)),
        ("i8", Bytes(1L, 0L)), ("u8", Bytes(1UL, 0UL)), ("f2", Bytes((Half)1, (Half)0)), ("f4", Bytes(1f, 0f)), ("f8", Bytes(1.0, 0.0)),
    ];

    [TestMethod]
    public void IntegersOfTheQuantizedTypeOfTheSourceAreRaw()
    {
        using var folder = new DataFolder();
        var input = new Tensor("x", ElementType.Int8, new Shape(1, 2), new QuantizationParameters(0.5f, 10));
        string path = folder.Bytes("d.npy", DataFolder.Array("|i1", [1, 2], [0xFF, 0x80]));

        CollectionAssert.AreEqual(new byte[] { 0xFF, 0x80 }, Stored(SampleSet.Read(path, [input], withTargets: false), Info(input)));
    }

    [TestMethod]
    public void IntegersOfAnotherTypeAreReal()
    {
        using var folder = new DataFolder();
        var input = new Tensor("x", ElementType.Int8, new Shape(1, 2), new QuantizationParameters(0.5f, 10));
        string path = folder.Bytes("d.npy", DataFolder.Array("<i2", [1, 2], Bytes<short>(3, -4)));

        CollectionAssert.AreEqual(new byte[] { 16, 2 }, Stored(SampleSet.Read(path, [input], withTargets: false), Info(input)));
    }

    [TestMethod]
    public void IntegersForAFloatModelAreRealForItsQuantizedFormToo()
    {
        using var folder = new DataFolder();
        string path = folder.Bytes("d.npy", DataFolder.Array("|i1", [1, 2], [3, 4]));

        SampleSet set = SampleSet.Read(path, [s_pair], withTargets: false);

        CollectionAssert.AreEqual(new byte[] { 6, 8 }, Stored(set, new TensorInfo("x", ElementType.Int8, [1, 2], 0.5f, 0)));
    }

    [TestMethod]
    [DataRow("1,2\n3,4\n")]
    [DataRow("a,b\r\n1,2\r\n3,4")]
    [DataRow("\uFEFFa,b\n 1 ,\t2\n\n3.0,4e0\n\n")]
    public void ATableIsReadWithOrWithoutHeader(string text)
    {
        using var folder = new DataFolder();

        SampleSet set = SampleSet.Read(folder.Text("d.csv", text), [s_pair], withTargets: false);

        Assert.AreEqual(2, set.Count);
        CollectionAssert.AreEqual(new float[] { 3, 4 }, Real(set, 1));
    }

    [TestMethod]
    public void TheLastColumnOfATableIsTheClassWhereItIsAnInteger()
    {
        using var folder = new DataFolder();

        Targets targets = SampleSet.Read(folder.Text("d.csv", "a,b,y\n1,2,3\n4,5,-6\n"), [s_pair], withTargets: true).Targets!;

        Assert.IsTrue(targets.AreClasses);
        Assert.AreEqual(-6, targets.Class(1));
    }

    [TestMethod]
    public void TheLastColumnOfATableIsRealWhereOneNumberIsNotAnInteger()
    {
        using var folder = new DataFolder();

        Targets targets = SampleSet.Read(folder.Text("d.csv", "1,2,3\n4,5,6.5\n"), [s_pair], withTargets: true).Targets!;

        Assert.IsFalse(targets.AreClasses);
        Assert.AreEqual(1, targets.Length);
    }

    [TestMethod]
    public void AFolderHoldsASampleAFileInOrdinalOrder()
    {
        using var folder = new DataFolder();
        folder.Bytes("b.bin", Bytes(3f, 4f));
        folder.Bytes("a.bin", Bytes(5f, 6f));
        folder.Bytes("B.bin", Bytes(1f, 2f));

        SampleSet set = SampleSet.Read(folder.Path, [s_pair], withTargets: false);

        CollectionAssert.AreEqual(new float[] { 1, 5, 3 }, Enumerable.Range(0, 3).Select(sample => Real(set, sample)[0]).ToArray());
    }

    [TestMethod]
    public void AFolderForSeveralInputsHasASubfolderForEach()
    {
        using var folder = new DataFolder();
        var second = new Tensor("second", ElementType.Int8, new Shape(1, 3), new QuantizationParameters(1, 0));
        folder.Bytes("pair/0", Bytes(3f, 4f));
        folder.Bytes("second/0", [7, 8, 9]);

        SampleSet set = SampleSet.Read(folder.Path, [s_pair, second], withTargets: false);

        CollectionAssert.AreEqual(new byte[] { 7, 8, 9 }, Stored(set, Info(second), input: 1));
    }

    [TestMethod]
    public void TheFilesOfAPathAreItselfOrThoseOfTheFolder()
    {
        using var folder = new DataFolder();
        string second = folder.Bytes("s/0", [1]);
        string first = folder.Bytes("a", [1]);

        CollectionAssert.AreEqual(new[] { first, second }, SampleSet.Files(folder.Path).ToArray());
        CollectionAssert.AreEqual(new[] { first }, SampleSet.Files(first).ToArray());
        Assert.IsEmpty(SampleSet.Files(Path.Combine(folder.Path, "none")));
    }

    private static float[] Real(SampleSet set, int sample, int input = 0)
    {
        float[] values = new float[set.Length(input)];
        set.Store(sample, input, new TensorInfo("x", ElementType.Float32, [values.Length], 0, 0), MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static byte[] Stored(SampleSet set, TensorInfo tensor, int input = 0)
    {
        byte[] stored = new byte[set.Length(input)];
        set.Store(0, input, tensor, stored);
        return stored;
    }

    private static TensorInfo Info(Tensor tensor) => new(tensor.Name, tensor.Type, tensor.Shape.ToArray(), tensor.Quantization!.Scale, tensor.Quantization.ZeroPoint);

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
