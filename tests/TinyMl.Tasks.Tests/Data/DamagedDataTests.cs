using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Data;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Tests.Data;

[TestClass]
public sealed class DamagedDataTests
{
    private static readonly Tensor s_pair = new("pair", ElementType.Float32, new Shape(1, 2));

    [TestMethod]
    public void AMissingFileIsSaidToBeMissing()
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => SampleSet.Read(Path.Combine(Path.GetTempPath(), "no-such.npz"), [s_pair], withTargets: false));

        Assert.AreEqual("TML1001", exception.Diagnostic.Code);
    }

    [TestMethod]
    public void AnotherShapeIsNamedBesideThatOfTheInput()
    {
        string message = Refusal("d.npy", DataFolder.Array([4, 3], new float[12]));

        StringAssert.Contains(message, "[4, 3]", StringComparison.Ordinal);
        StringAssert.Contains(message, "[1, 2]", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ATransposeThatWouldFitIsSuggested()
    {
        using var folder = new DataFolder();
        var image = new Tensor("image", ElementType.Float32, new Shape(1, 3, 2, 2));
        string path = folder.Bytes("d.npy", DataFolder.Array([1, 2, 2, 3], new float[12]));

        StringAssert.Contains(Refusal(path, [image]), "transposed to [samples, 3, 2, 2]", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void ValuesThatAreNotFiniteAreRefused(float value) =>
        StringAssert.Contains(Refusal("d.npy", DataFolder.Array([2, 2], 1, 2, 3, value)), "sample 1", StringComparison.Ordinal);

    [TestMethod]
    [DataRow("", "no samples")]
    [DataRow("a,b\n", "no samples")]
    [DataRow("1,2\n3\n", "line 2")]
    [DataRow("1,2,3\n", "3 numbers")]
    [DataRow("1,2\n3,four\n", "line 2")]
    [DataRow("1,2\n3,\n", "line 2")]
    [DataRow("1,2\n3,nan\n", "sample 1")]
    [DataRow("1,2\n3,1e99\n", "sample 1")]
    public void ATableOfAnotherFormIsRefused(string text, string reason) =>
        StringAssert.Contains(Refusal("d.csv", System.Text.Encoding.UTF8.GetBytes(text)), reason, StringComparison.Ordinal);

    [TestMethod]
    public void ATableForCalibrationWithATargetSaysWhereTargetsBelong() =>
        StringAssert.Contains(Refusal("d.csv", "1,2,3\n"u8.ToArray()), "ValidationData", StringComparison.Ordinal);

    [TestMethod]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }", 0)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 4)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000, 1000000, 1000000), }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 2), }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': 0, 'shape': (1, 2), }", 8)]
    [DataRow("{'descr': '<c8', 'fortran_order': False, 'shape': (1, 2), }", 16)]
    [DataRow("{'descr': '|f4', 'fortran_order': False, 'shape': (1, 2), }", 8)]
    [DataRow("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 2), }", 8)]
    [DataRow("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, }", 8)]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), } + 1", 8)]
    [DataRow("__import__('os')", 8)]
    public void AHeaderThatIsNotTrueToTheFormatOrTheFileIsRefused(string header, int bytes) =>
        _ = Refusal("d.npy", DataFolder.Array(header, new byte[bytes]));

    [TestMethod]
    public void AFolderWhoseFilesHaveAnotherLengthIsRefused()
    {
        using var folder = new DataFolder();
        folder.Bytes("a.bin", new byte[8]);
        folder.Bytes("b.bin", new byte[7]);

        StringAssert.Contains(Refusal(folder.Path, [s_pair]), "'b.bin' has 7 bytes", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnEmptyFolderIsRefused()
    {
        using var folder = new DataFolder();

        StringAssert.Contains(Refusal(folder.Path, [s_pair]), "no samples", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ValidationWithoutTargetsIsRefused()
    {
        using var folder = new DataFolder();
        folder.Bytes("f/a.bin", new byte[8]);
        string[] paths =
        [
            folder.Archive("d.npz", ("x", DataFolder.Array([1, 2], 1, 2))), folder.Bytes("d.npy", DataFolder.Array([1, 2], 1, 2)),
            folder.Text("d.csv", "1,2\n"), Path.Combine(folder.Path, "f"),
        ];

        foreach (string path in paths) StringAssert.Contains(Refusal(path, [s_pair], withTargets: true), "target", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TargetsOfAnotherCountAreRefused()
    {
        using var folder = new DataFolder();
        string path = folder.Archive("d.npz", ("x", DataFolder.Array([2, 2], 1, 2, 3, 4)), ("y", DataFolder.Classes(1, 2, 3)));

        StringAssert.Contains(Refusal(path, [s_pair], withTargets: true), "2 samples but 3 targets", StringComparison.Ordinal);
    }

    [TestMethod]
    public void InputsOfDifferentCountsAreRefused()
    {
        using var folder = new DataFolder();
        var second = new Tensor("second", ElementType.Float32, new Shape(1));
        string path = folder.Archive("d.npz", ("pair", DataFolder.Array([2, 2], 1, 2, 3, 4)), ("second", DataFolder.Array([3], 1, 2, 3)));

        StringAssert.Contains(Refusal(path, [s_pair, second]), "2 samples for one input and 3", StringComparison.Ordinal);
    }

    [TestMethod]
    public void SeveralInputsNeedNamedArrays()
    {
        var second = new Tensor("second", ElementType.Float32, new Shape(1));
        using var folder = new DataFolder();
        string archive = folder.Archive("d.npz", ("pair", DataFolder.Array([1, 2], 1, 2)), ("x", DataFolder.Array([1], 1)));
        string table = folder.Text("d.csv", "1,2,3\n");

        StringAssert.Contains(Refusal(archive, [s_pair, second]), "'second'", StringComparison.Ordinal);
        StringAssert.Contains(Refusal(table, [s_pair, second]), "2 inputs", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnUnknownKindOfFileIsRefused() => StringAssert.Contains(Refusal("d.txt", [1]), ".npz, .npy or .csv", StringComparison.Ordinal);

    [TestMethod]
    public void AnArchiveThatExpandsWithoutEndIsRefusedUnread()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy", CompressionLevel.SmallestSize).Open();
            entry.Write(DataFolder.Array("{'descr': '<f4', 'fortran_order': False, 'shape': (80000000, 2), }", []));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 640; i++) entry.Write(zeros.AsSpan(0, 1000000));
        }

        StringAssert.Contains(Refusal("d.npz", stream.ToArray()), "at most", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("d.npz")]
    [DataRow("d.npy")]
    [DataRow("d.csv")]
    public void EveryTruncationIsRefusedOrALesserSet(string name)
    {
        byte[] whole = Whole(name);
        using var folder = new DataFolder();
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Bytes(name, whole[..length]);
            RefusedOrRead(path);
        }
    }

    [TestMethod]
    [DataRow("d.npz")]
    [DataRow("d.npy")]
    [DataRow("d.csv")]
    public void EveryFlippedBitIsRefusedOrHarmless(string name)
    {
        byte[] whole = Whole(name);
        using var folder = new DataFolder();
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            RefusedOrRead(folder.Bytes(name, damaged));
        }
    }

    [TestMethod]
    public void ADamagedArrayOfAnArchiveIsFoundByItsChecksum()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy", CompressionLevel.NoCompression).Open();
            entry.Write(DataFolder.Array([1, 2], 1, 2));
        }

        byte[] damaged = stream.ToArray();
        int data = damaged.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 128, 63, 0, 0, 0, 64]);
        damaged[data] ^= 1;

        StringAssert.Contains(Refusal("d.npz", damaged), "'x'", StringComparison.Ordinal);
    }

    private static byte[] Whole(string name)
    {
        byte[] array = DataFolder.Array([3, 2], 1, 2, 3, 4, 5, 6);
        using var folder = new DataFolder();
        return Path.GetExtension(name) switch
        {
            ".npz" => File.ReadAllBytes(folder.Archive(name, ("x", array), ("y", DataFolder.Classes(0, 1, 2)))),
            ".npy" => array,
            _ => "a,b,y\n1,2,3\n4,5,6\n7,8,9\n"u8.ToArray(),
        };
    }

    private static void RefusedOrRead(string path)
    {
        foreach (bool withTargets in new[] { false, true })
        {
            try
            {
                SampleSet set = SampleSet.Read(path, [s_pair], withTargets);
                Assert.IsGreaterThan(0, set.Count);
            }
            catch (DiagnosticException exception)
            {
                Assert.AreEqual("TML1102", exception.Diagnostic.Code, exception.Message);
            }
        }
    }

    private static string Refusal(string name, byte[] content)
    {
        using var folder = new DataFolder();
        return Refusal(folder.Bytes(name, content), [s_pair]);
    }

    private static string Refusal(string path, IReadOnlyList<Tensor> inputs, bool withTargets = false)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => SampleSet.Read(path, inputs, withTargets));
        Assert.AreEqual("TML1102", exception.Diagnostic.Code);
        return exception.Message;
    }
}
