using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;

namespace TinyMl.Tasks.Tests.Plan.Streams;

/// <summary>Streams give the same bits as their operators one after the other, in a poisoned arena, and nothing else changes.</summary>
[TestClass]
public sealed class RunningStreams
{
    [TestMethod]
    public void GivesTheBitsOfTheOperatorsOneAfterTheOther() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            Graph graph = StreamGraphs.Any(random);
            RequireSameBits(graph, StreamGraphs.Streamed(graph, random), random);
        },
        iter: 300);

    [TestMethod]
    public void GivesTheBitsOfEveryClosingLayer()
    {
        foreach (Graph graph in StreamGraphs.EveryClosing()) RequireSameBits(graph, StreamGraphs.Streamed(graph), new Random(1));
    }

    [TestMethod]
    public void AllocatesNothing()
    {
        foreach (Graph graph in StreamGraphs.EveryClosing())
        {
            LoweredGraph streamed = StreamGraphs.Streamed(graph);
            TinyModel model = TinyModel.Load(ModelPacker.Pack(streamed, MemoryPlanner.Plan(streamed)).Bytes);
            model.Invoke();

            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Invoke();
            Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static void RequireSameBits(Graph graph, LoweredGraph streamed, Random random)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        TinyModel expected = TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.PlanWithoutReuse(lowered)).Bytes);
        MemoryPlan plan = MemoryPlanner.Plan(streamed);
        byte[] arena = new byte[plan.ArenaBytes + 1];
        random.NextBytes(arena);
        byte guard = arena[^1];
        TinyModel actual = TinyModel.Load(ModelPacker.Pack(streamed, plan).Bytes, arena.AsMemory(0, plan.ArenaBytes));

        // A second time, so that nothing that the first one left matters.
        for (int sample = 0; sample < 2; sample++)
        {
            byte[] input = Input(graph.Inputs[0], random);
            input.CopyTo(expected.Input<byte>());
            input.CopyTo(actual.Input<byte>());
            expected.Invoke();
            actual.Invoke();
            foreach (int output in Enumerable.Range(0, graph.Outputs.Length))
            {
                CollectionAssert.AreEqual(expected.Output<byte>(output).ToArray(), actual.Output<byte>(output).ToArray(), $"output {output}");
            }
        }

        Assert.AreEqual(guard, arena[^1]);
    }

    // Finite numbers, so that every value has one representation.
    private static byte[] Input(Tensor tensor, Random random)
    {
        byte[] bytes = new byte[tensor.ByteLength];
        random.NextBytes(bytes);
        return tensor.Type == ElementType.Float32 ? [.. Enumerable.Range(0, bytes.Length / 4).SelectMany(_ => BitConverter.GetBytes(random.NextSingle() - 0.5f))] : bytes;
    }
}
