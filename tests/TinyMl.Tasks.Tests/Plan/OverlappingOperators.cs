using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Pack;

namespace TinyMl.Tasks.Tests.Plan;

/// <summary>Outputs over inputs: as far as is said, with the same bits; and no further.</summary>
[TestClass]
public sealed class OverlappingOperators
{
    // What the graphs below use, so that a kernel that stops overlapping is noticed.
    private static readonly OperatorCode[] s_codes =
    [
        OperatorCode.Conv2DFloat32, OperatorCode.Conv2DInt8, OperatorCode.Conv2DInt16, OperatorCode.AsymmetricConv2DInt8,
        OperatorCode.DepthwiseConv2DFloat32, OperatorCode.DepthwiseConv2DInt8, OperatorCode.DepthwiseConv2DInt16,
        OperatorCode.TransposeConv2DFloat32, OperatorCode.TransposeConv2DInt8, OperatorCode.TransposeConv2DInt16,
        OperatorCode.MaxPool2DFloat32, OperatorCode.MaxPool2DInt8, OperatorCode.MaxPool2DInt16,
        OperatorCode.AveragePool2DFloat32, OperatorCode.AveragePool2DInt8, OperatorCode.AveragePool2DInt16,
        OperatorCode.FullyConnectedFloat32, OperatorCode.FullyConnectedInt8, OperatorCode.FullyConnectedInt16,
        OperatorCode.LeakyReluFloat32, OperatorCode.LeakyReluInt8, OperatorCode.LeakyReluInt16,
        OperatorCode.AddFloat32, OperatorCode.AddInt8, OperatorCode.AddInt16,
        OperatorCode.MulFloat32, OperatorCode.MulInt8, OperatorCode.MulInt16,
        OperatorCode.SoftmaxFloat32, OperatorCode.SoftmaxInt8, OperatorCode.SoftmaxInt16, OperatorCode.LogSoftmaxInt8, OperatorCode.L2NormalizationInt8,
        OperatorCode.L2NormalizationFloat32, OperatorCode.LayerNormalizationFloat32,
        OperatorCode.QuantizeInt8, OperatorCode.Compare, OperatorCode.Cast, OperatorCode.DequantizeInt8, OperatorCode.DequantizeInt16,
        OperatorCode.RequantizeInt8, OperatorCode.RequantizeInt16,
        OperatorCode.MatMulFloat32, OperatorCode.MatMulInt8, OperatorCode.InterpolateFloat32, OperatorCode.InterpolateInt8,
        OperatorCode.Concat, OperatorCode.Pad, OperatorCode.Slice, OperatorCode.Transpose,
    ];

    [TestMethod]
    public void ComputeTheSameBitsUpToTheDistanceAndOthersBeyondIt()
    {
        var spoiled = new HashSet<OperatorCode>();
        for (int seed = 0; seed < 1200; seed++)
        {
            var random = new Random(seed);
            RequireTheSameBits(GraphLowering.Lower(OverlappingGraphs.Next(random)), random, spoiled);
        }

        Assert.AreEqual("", string.Join(", ", s_codes.Except(spoiled)));
    }

    [TestMethod]
    public void ComputeTheSameBitsOfEveryKernel()
    {
        foreach (Graph graph in new[] { PackedSamples.Float(), PackedSamples.Int8(), Int16Samples.All(), RecurrentSamples.All(), ClassicalSamples.All() })
        {
            RequireTheSameBits(GraphLowering.Lower(graph), new Random(1), []);
        }
    }

    [TestMethod]
    public void LieAsNearAsTheOrderOfReadingAndWritingAllows() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            LoweredGraph graph = GraphLowering.Lower(OverlappingGraphs.Next(new Random(seed)));
            if (graph.Operators.IsEmpty) return;
            LoweredOperator lowered = graph.Operators[^1];
            bool hasWindow = WindowAttributes.Start(lowered.Code) is not null;
            foreach ((Tensor storage, OutputOverlap distances) in SafeOverlap.OfStorages(graph, lowered))
            {
                int below = LeastDistance(lowered, isUpward: false, input => IsOf(input, storage), storage.ByteLength, lowered.Outputs[0].ByteLength, sign: -1);
                int above = LeastDistance(lowered, hasWindow, input => IsOf(input, storage), storage.ByteLength, storage.ByteLength, sign: 1);
                Assert.AreEqual(below, distances.Below, $"{lowered.Code}");
                if (hasWindow || lowered.Code == OperatorCode.Copy) Assert.AreEqual(above, distances.Above, $"{lowered.Code}");
            }

            bool IsOf(int input, Tensor storage) => !lowered.Inputs[input].Tensor.IsConstant && graph.Storage(lowered.Inputs[input].Tensor) == storage;
        },
        iter: 100);

    [TestMethod]
    public void AreRefusedByTheCheckerWhereTheyLieNearer() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            LoweredGraph graph = GraphLowering.Lower(OverlappingGraphs.Next(new Random(seed)));
            var arena = new ArenaBuffers(graph);
            foreach (BufferOverlap overlap in arena.Overlaps)
            {
                ArenaBuffer output = arena.Buffers[overlap.Output], input = arena.Buffers[overlap.Input];
                LoweredOperator lowered = graph.Operators[output.First];
                (int below, int above) = overlap.Distances;
                Check(-below, isUpward: false);
                if (below > 0) Assert.ThrowsExactly<InvalidOperationException>(() => Check(1 - below, isUpward: false));
                if (WindowAttributes.Start(lowered.Code) is null) continue;
                Check(above, isUpward: true);
                if (above > 0) Assert.ThrowsExactly<InvalidOperationException>(() => Check(above - 1, isUpward: true));

                void Check(int distance, bool isUpward) => PlanChecker.Check(graph, Moved(graph, lowered, input, output, distance, isUpward));
            }
        },
        iter: 200);

    /// <summary>
    /// The least distance from which on no byte of the inputs is read after it was written over, the output that much lower (-1) or higher
    /// (1), by trying them all.
    /// </summary>
    private static int LeastDistance(LoweredOperator lowered, bool isUpward, Predicate<int> isInput, int size, int most, int sign)
    {
        var recording = new Recording();
        AccessPattern.Replay(lowered, isUpward, recording);
        for (int distance = most; distance > 0; distance--)
        {
            if (!IsSafe((distance - 1) * sign)) return distance;
        }

        return 0;

        bool IsSafe(int offset)
        {
            // The bytes of the input that were written over.
            bool[] lost = new bool[size];
            foreach ((int input, int start, int length) in recording.Accesses)
            {
                if (input == Recording.Output)
                {
                    int first = Math.Clamp(start + offset, 0, size), end = Math.Clamp(start + length + offset, 0, size);
                    lost.AsSpan(first, end - first).Fill(true);
                }
                else if (isInput(input) && lost.AsSpan(start, length).Contains(true))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static void RequireTheSameBits(LoweredGraph graph, Random random, HashSet<OperatorCode> spoiled)
    {
        var arena = new ArenaBuffers(graph);
        int seed = random.Next();
        byte[] expected = Run(graph, MemoryPlanner.PlanWithoutReuse(graph), seed);
        foreach (BufferOverlap overlap in arena.Overlaps)
        {
            ArenaBuffer output = arena.Buffers[overlap.Output], input = arena.Buffers[overlap.Input];
            LoweredOperator lowered = graph.Operators[output.First];
            (int below, int above) = overlap.Distances;
            bool hasWindow = WindowAttributes.Start(lowered.Code) is not null;
            if (below < output.Size)
            {
                Require(-below, isUpward: false);
                Require(-random.Next(below, output.Size), isUpward: false);
                if (!Same(Grain(lowered) - below, isUpward: false)) spoiled.Add(lowered.Code);
            }

            if (above < input.Size)
            {
                Require(above, hasWindow);
                Require(random.Next(above, input.Size), hasWindow);
            }

            void Require(int distance, bool isUpward) => Assert.IsTrue(Same(distance, isUpward), $"{lowered.Code}, {distance} from {input.Storage} to {output.Storage}");

            // The output that far above the input.
            bool Same(int distance, bool isUpward) => Run(graph, Moved(graph, lowered, input, output, distance, isUpward), seed).AsSpan().SequenceEqual(expected);
        }
    }

    /// <summary>A plan in which all tensors have bytes of their own, but for one output that starts that many bytes above an input.</summary>
    private static MemoryPlan Moved(LoweredGraph graph, LoweredOperator lowered, ArenaBuffer input, ArenaBuffer output, int distance, bool isUpward)
    {
        MemoryPlan disjoint = MemoryPlanner.PlanWithoutReuse(graph);
        int place = disjoint.ArenaBytes + output.Size + 1;
        var offsets = new Dictionary<Tensor, int>(disjoint.Offsets) { [input.Storage] = place, [output.Storage] = place + distance };
        return new MemoryPlan(place + Math.Max(input.Size, distance + output.Size), 0, -1, [], offsets) { Upward = isUpward ? [lowered] : [] };
    }

    // How much further an output has to go for a difference to be seen: windows and inner products do not use all of their freedom within a
    // row, from large elements to small ones more would be safe than to start together, and the low byte of a float shows in no integer.
    private static int Grain(LoweredOperator lowered)
    {
        Tensor x = lowered.Inputs[0].Tensor, y = lowered.Outputs[0];
        int rows = y.Shape.Rank == 4 ? y.Shape[0] * y.Shape[1] : y.Shape[0];
        if (WindowRows.Of(lowered) is not null) return (y.ByteLength / rows) + (x.ByteLength / (x.Shape[0] * x.Shape[1]));
        if (lowered.Source.Operator is FullyConnected or MatMul) return (y.ByteLength + x.ByteLength) / rows;
        return x.Type.Size() == y.Type.Size() ? 1 : (2 * x.Type.Size()) - 1;
    }

    /// <summary>The outputs, over poisoned memory of which nothing but the tensors may have changed.</summary>
    private static byte[] Run(LoweredGraph graph, MemoryPlan plan, int seed)
    {
        const byte Poison = 0xA5;
        byte[] arena = new byte[plan.ArenaBytes];
        Array.Fill(arena, Poison);
        TinyModel model = TinyModel.Load(ModelPacker.Pack(graph, plan).Bytes, arena);
        var random = new Random(seed);
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            Span<byte> input = model.Input<byte>(i);
            random.NextBytes(input);
            for (int element = 0; graph.Inputs[i].Type == ElementType.Float32 && element < input.Length; element += sizeof(float))
            {
                BitConverter.TryWriteBytes(input[element..], (random.NextSingle() * 8) - 4);
            }
        }

        model.Invoke();
        byte[] outputs = [.. Enumerable.Range(0, model.Outputs.Count).SelectMany(i => model.Output<byte>(i).ToArray())];
        foreach ((Tensor storage, int offset) in plan.Offsets) Array.Fill(arena, Poison, offset, storage.ByteLength);
        Assert.AreEqual(-1, arena.AsSpan().IndexOfAnyExcept(Poison));
        return outputs;
    }

    private sealed class Recording : IMemoryAccess
    {
        public const int Output = -1;

        public List<(int Input, int Start, int Length)> Accesses { get; } = [];

        public void Read(int input, int start, int length) => Accesses.Add((input, start, length));

        public void Write(int start, int length) => Accesses.Add((Output, start, length));
    }
}
