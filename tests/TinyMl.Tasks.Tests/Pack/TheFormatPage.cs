using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Plan.Streams;

namespace TinyMl.Tasks.Tests.Pack;

/// <summary>docs/packed-format.md against what the compiler writes.</summary>
[TestClass]
public sealed partial class TheFormatPage
{
    private static IEnumerable<LoweredGraph> Samples =>
    [
        .. new[] { PackedSamples.Tiny(), PackedSamples.Float(), PackedSamples.Int8(), Int16Samples.All(), RecurrentSamples.All(), ClassicalSamples.All() }.Select(GraphLowering.Lower),
        .. StreamGraphs.EveryClosing().Select(StreamGraphs.Streamed),
    ];

    private static string Page => File.ReadAllText(RepositoryFiles.Find("docs", "packed-format.md"));

    [TestMethod]
    public void SaysWhatThePackedFilesOfEveryOperatorAre()
    {
        foreach (LoweredGraph lowered in Samples)
        {
            MemoryPlan plan = MemoryPlanner.Plan(lowered);
            PackedModelFile packed = ModelPacker.Pack(lowered, plan);

            var file = new PackedFile(packed.Bytes);

            AssertHeader(packed.Bytes, file);
            Assert.AreEqual(lowered.Name, file.Name);
            Assert.AreEqual(plan.ArenaBytes, file.ArenaBytes);
            Assert.HasCount(packed.TensorCount, file.Tensors);
            AssertEdges(lowered.Inputs, file.Inputs);
            AssertEdges(lowered.Outputs, file.Outputs);
            Assert.HasCount(lowered.Records.Count(), file.Operators);
            foreach ((LoweredOperator expected, PackedFile.OperatorEntry actual) in lowered.Records.Zip(file.Operators))
            {
                Assert.AreEqual((int)expected.Code, actual.Code);
                CollectionAssert.AreEqual(plan.Upward.Contains(expected) ? WindowAttributes.Upward(expected) : expected.Attributes, actual.Attributes);
                if (expected.Stream is not null)
                {
                    Assert.AreEqual(0, actual.Inputs.Length + actual.Outputs.Length);
                    continue;
                }

                Assert.AreEqual(expected.Inputs.Length, actual.Inputs.Length);
                foreach ((LoweredInput input, long index) in expected.Inputs.Zip(actual.Inputs)) AssertInput(input, file.Tensors[(int)index]);
                AssertTensors(expected.Outputs, actual.Outputs);
            }

            void AssertEdges(IEnumerable<Tensor> expected, IEnumerable<PackedFile.Edge> actual)
            {
                AssertTensors(expected, actual.Select(edge => edge.Tensor));
                foreach ((Tensor tensor, PackedFile.Edge edge) in expected.Zip(actual))
                {
                    Assert.AreEqual(tensor.Name, edge.Name);
                    Assert.AreEqual(tensor.Quantization?.Scale ?? 0, edge.Scale);
                    Assert.AreEqual(tensor.Quantization?.ZeroPoint ?? 0, edge.ZeroPoint);
                }
            }

            void AssertTensors(IEnumerable<Tensor> expected, IEnumerable<long> actual)
            {
                Assert.AreEqual(expected.Count(), actual.Count());
                foreach ((Tensor tensor, long index) in expected.Zip(actual)) AssertTensor(tensor, file.Tensors[(int)index]);
            }

            void AssertInput(LoweredInput expected, PackedFile.TensorEntry actual)
            {
                if (expected.Form is ConstantForm.Stored or ConstantForm.Weights)
                {
                    AssertTensor(expected.Tensor, actual);
                    return;
                }

                Assert.IsTrue(actual.IsConstant);
                CollectionAssert.AreEqual(expected.Tensor.Shape.Select(dimension => (long)dimension).ToArray(), actual.Dimensions.ToArray());
                int unused = 64 - (actual.Type > 64 ? actual.Type - 64 : 64);
                CollectionAssert.AreEqual(
                    PackedIntegers.Values(expected.Tensor),
                    file.Integers(actual).Select(value => expected.Form == ConstantForm.Unsigned ? (long)value : (long)(value << unused) >> unused).ToArray());
            }

            void AssertTensor(Tensor expected, PackedFile.TensorEntry actual)
            {
                Assert.AreEqual((int)expected.Type, actual.Type);
                Assert.AreEqual(expected.IsConstant, actual.IsConstant);
                Assert.AreEqual(lowered.Operators.Select(step => step.Stream?.Rings.GetValueOrDefault(expected) ?? 0).Max(), actual.Slots);
                CollectionAssert.AreEqual(expected.Shape.Select(dimension => (long)dimension).ToArray(), actual.Dimensions.ToArray());
                if (expected.IsConstant)
                {
                    CollectionAssert.AreEqual(expected.Data.ToArray(), file.Data(actual));
                }
                else
                {
                    Assert.AreEqual(plan.Offsets[lowered.Storage(expected)], actual.Offset);
                }
            }
        }
    }

    [TestMethod]
    public void SaysWhatEncodedWeightsAre()
    {
        LoweredGraph lowered = EncodedSamples.All();
        var file = new PackedFile(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);

        foreach ((LoweredOperator expected, PackedFile.OperatorEntry actual) in lowered.Operators.Zip(file.Operators))
        {
            PackedFile.TensorEntry weights = file.Tensors[(int)actual.Inputs[1]];
            CollectionAssert.AreEqual(EncodedSamples.Values(expected), WeightsByThePage.Read(weights.Type, file.Data(weights), (int)expected.Inputs[1].Tensor.Shape.ElementCount), expected.Inputs[1].Encoded!.Encoding.ToString());
            Assert.HasCount(2, actual.Outputs);
        }

        CollectionAssert.AreEquivalent(new[] { 16, 17, 18, 19, 64 }, file.Operators.Select(step => Math.Min(file.Tensors[(int)step.Inputs[1]].Type, 64)).ToArray());
    }

    [TestMethod]
    public void CountsTheConstantsToTheByte()
    {
        foreach (LoweredGraph lowered in Samples)
        {
            PackedModelFile packed = ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered));

            var file = new PackedFile(packed.Bytes);

            Assert.AreEqual(file.Constants.Length, packed.Flash.Weights + packed.Flash.Biases + packed.Flash.Quantization);
            Assert.AreEqual(packed.Bytes.Length, packed.Flash.Bytes);
            Assert.AreEqual(packed.Flash.Weights, packed.WeightBytes.Sum());
            Assert.AreEqual(file.Constants.Length, file.Tensors.Where(tensor => tensor.IsConstant).Max(tensor => tensor.Offset + tensor.ByteLength));
            Assert.AreEqual(file.ArenaBytes, file.Tensors.Where(tensor => !tensor.IsConstant).Max(tensor => tensor.Offset + tensor.ByteLength));
        }
    }

    [TestMethod]
    public void ListsEveryOperatorWithItsCounts()
    {
        var rows = OperatorRow().Matches(Page).ToDictionary(match => int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture));
        (int Code, string Name)[] codes = [.. Enum.GetValues<OperatorCode>().Where(code => code != OperatorCode.None).Select(code => ((int)code, code.ToString()))];
        LoweredOperator[] samples = [.. Samples.SelectMany(graph => graph.Records)];

        CollectionAssert.AreEqual(codes, rows.Select(row => (row.Key, row.Value.Groups["name"].Value)).ToArray());
        CollectionAssert.AreEquivalent(codes.Select(code => code.Code).ToArray(), samples.Select(sample => (int)sample.Code).Distinct().ToArray());
        foreach (LoweredOperator sample in samples)
        {
            Match row = rows[(int)sample.Code];
            int rank = sample.Inputs[0].Tensor.Shape.Rank;
            bool isStream = sample.Stream is not null;
            AssertCount(isStream ? 0 : sample.Inputs.Length, row.Groups["inputs"].Value, rank, $"inputs of {sample.Code}");
            AssertCount(isStream ? 0 : sample.Outputs.Length, row.Groups["outputs"].Value, rank, $"outputs of {sample.Code}");
            AssertCount(sample.Attributes.Length, row.Groups["attributes"].Value, rank, $"attributes of {sample.Code}");
        }
    }

    [TestMethod]
    public void DescribesEveryOperatorInOneOfItsSections()
    {
        foreach (OperatorCode code in Enum.GetValues<OperatorCode>().Where(code => code != OperatorCode.None))
        {
            Assert.IsTrue(Page.Split('\n').Any(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|')[1].Split(',').Any(name => name.Trim() == code.ToString())), $"{code} is not described.");
        }
    }

    [TestMethod]
    public void ListsEveryElementTypeWithItsSize()
    {
        foreach (ElementType type in Enum.GetValues<ElementType>().Where(type => type != ElementType.None))
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n| {type} | {(int)type} | {type.Size()} |\n"), Page);
        }
    }

    [TestMethod]
    public void ShowsTheBytesOfItsExample()
    {
        LoweredGraph lowered = GraphLowering.Lower(PackedSamples.Tiny());
        byte[] packed = ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes;
        string shown = string.Concat(DumpLine().Matches(Page[Page.IndexOf("\n## Example\n", StringComparison.Ordinal)..]).Select(match => match.Groups["bytes"].Value.Replace(" ", "", StringComparison.Ordinal)));

        Assert.AreEqual(Convert.ToHexString(packed), shown);
    }

    [TestMethod]
    public void ShowsAnExampleThatRuns()
    {
        LoweredGraph lowered = GraphLowering.Lower(PackedSamples.Tiny());
        TinyModel model = TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.Plan(lowered)).Bytes);
        float[] output = new float[1];

        model.Run([3, 1], output);

        Assert.AreEqual((0.5f * 3) - 1 + 0.25f, output[0]);
    }

    [TestMethod]
    public void GivesTheChecksumOfTheStandardsExample() => Assert.AreEqual(0xE3069283, PackedFile.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    private static void AssertHeader(byte[] bytes, PackedFile file)
    {
        Assert.AreEqual("TML1", file.Magic);
        Assert.AreEqual(1, file.Version);
        Assert.AreEqual(0, file.Flags);
        Assert.AreEqual(bytes.Length, file.Length);
        Assert.AreEqual(PackedFile.ComputeChecksum(bytes), file.Checksum);
        Assert.AreEqual(0x314C4D54u, MemoryMarshal.Read<uint>(bytes));
    }

    // "3", "2 to 3", "1 or more", "r", "2r" or "2r + 1".
    private static void AssertCount(int count, string allowed, int rank, string what)
    {
        (int least, int most) = allowed switch
        {
            "r" => (rank, rank),
            "2r" => (2 * rank, 2 * rank),
            "2r + 1" => ((2 * rank) + 1, (2 * rank) + 1),
            "1 or more" => (1, int.MaxValue),
            _ when allowed.Split(" to ") is [string from, string to] => (Number(from), Number(to)),
            _ => (Number(allowed), Number(allowed)),
        };
        Assert.IsInRange(least, most, count, what);

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\| (?<code>\d+) \| (?<name>\w+) \| (?<inputs>[^|]+) \| (?<outputs>[^|]+) \| (?<attributes>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex OperatorRow();

    [GeneratedRegex(@"^(?<offset>[0-9A-F]{2})  (?<bytes>[0-9A-F]{2}(?: [0-9A-F]{2})*)  ", RegexOptions.Multiline)]
    private static partial Regex DumpLine();
}
