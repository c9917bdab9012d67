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

    [TestMethod]
    public void WhatTheCheckerAcceptsGivesTheSameBitsAndItRefusesTheRest()
    {
        int refused = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            Graph graph = StreamGraphs.Any(random);
            LoweredGraph streamed = StreamGraphs.Streamed(graph);
            MemoryPlan moved = Moved(streamed, MemoryPlanner.Plan(streamed), random);
            try
            {
                PlanChecker.Check(streamed, moved);
            }
            catch (InvalidOperationException)
            {
                refused++;
                continue;
            }

            RequireSameBits(graph, streamed, moved, random);
        }

        Assert.IsInRange(100, 350, refused);
    }

    // Nearly every one: a window demands as many rows as it spans, even where some of them always lie in the padding.
    [TestMethod]
    public void ARingOfARowLessIsRefused()
    {
        int rings = 0, refused = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            LoweredGraph streamed = StreamGraphs.Streamed(StreamGraphs.Any(new Random(seed)));
            MemoryPlan plan = MemoryPlanner.Plan(streamed);
            foreach (LoweredOperator operation in streamed.Operators.Where(lowered => lowered.Stream is not null))
            {
                foreach ((Tensor ring, int slots) in operation.Stream!.Rings.Where(ring => ring.Value > 1))
                {
                    rings++;
                    try
                    {
                        PlanChecker.Check(streamed with { Operators = streamed.Operators.Replace(operation, Narrower(operation, ring, slots - 1)) }, plan);
                    }
                    catch (InvalidOperationException)
                    {
                        refused++;
                    }
                }
            }
        }

        Assert.IsGreaterThan(100, rings);
        Assert.IsGreaterThan(rings * 9 / 10, refused);
    }

    private static LoweredOperator Narrower(LoweredOperator operation, Tensor ring, int slots)
    {
        var rings = new Dictionary<Tensor, int>(operation.Stream!.Rings) { [ring] = slots };
        return new LoweredOperator(operation.Source, operation.Code, operation.Inputs, operation.Outputs, operation.Attributes) { Stream = operation.Stream with { Rings = rings } };
    }

    // One tensor a few bytes away from its place.
    private static MemoryPlan Moved(LoweredGraph graph, MemoryPlan plan, Random random)
    {
        Tensor tensor = plan.Offsets.Keys.OrderBy(tensor => plan.Offsets[tensor]).ThenBy(tensor => tensor.ByteLength).ElementAt(random.Next(plan.Offsets.Count));
        int slots = graph.Operators.Select(lowered => lowered.Stream?.Rings.GetValueOrDefault(tensor) ?? 0).Max();
        int held = slots > 0 ? tensor.ByteLength / tensor.Shape[1] * slots : tensor.ByteLength;
        int offset = Math.Clamp(plan.Offsets[tensor] + random.Next(-12, 13), 0, plan.ArenaBytes - held);
        return plan with { Offsets = new Dictionary<Tensor, int>(plan.Offsets) { [tensor] = offset } };
    }

    private static void RequireSameBits(Graph graph, LoweredGraph streamed, Random random) => RequireSameBits(graph, streamed, MemoryPlanner.Plan(streamed), random);

    private static void RequireSameBits(Graph graph, LoweredGraph streamed, MemoryPlan plan, Random random)
    {
        LoweredGraph lowered = GraphLowering.Lower(graph);
        TinyModel expected = TinyModel.Load(ModelPacker.Pack(lowered, MemoryPlanner.PlanWithoutReuse(lowered)).Bytes);

        // The last tensor may have been moved away from the end.
        byte[] packed = ModelPacker.Pack(streamed, plan with { ArenaBytes = End(streamed, plan) }).Bytes;
        byte[] arena = new byte[plan.ArenaBytes + 1];
        random.NextBytes(arena);
        byte guard = arena[^1];
        TinyModel actual = TinyModel.Load(packed, arena.AsMemory(0, plan.ArenaBytes));

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

    private static int End(LoweredGraph graph, MemoryPlan plan)
    {
        var scratch = graph.Operators.Select(lowered => lowered.Stream?.Scratch).ToHashSet();
        var rings = graph.Operators.SelectMany(lowered => lowered.Stream?.Rings ?? new Dictionary<Tensor, int>()).ToDictionary();
        return plan.Offsets.Where(place => !scratch.Contains(place.Key))
            .Max(place => place.Value + (rings.TryGetValue(place.Key, out int slots) ? place.Key.ByteLength / place.Key.Shape[1] * slots : place.Key.ByteLength));
    }

    // Finite numbers, so that every value has one representation.
    private static byte[] Input(Tensor tensor, Random random)
    {
        byte[] bytes = new byte[tensor.ByteLength];
        random.NextBytes(bytes);
        return tensor.Type == ElementType.Float32 ? [.. Enumerable.Range(0, bytes.Length / 4).SelectMany(_ => BitConverter.GetBytes(random.NextSingle() - 0.5f))] : bytes;
    }
}
