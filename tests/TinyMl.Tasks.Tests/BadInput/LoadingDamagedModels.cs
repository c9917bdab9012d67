using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Compile;
using TinyMl.Tasks.Tests.Pack;
using TinyMl.Tasks.Tests.Plan.Streams;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>
/// Packed models that are damaged: the runtime refuses them with <see cref="InvalidDataException"/>, or runs them without
/// reading or writing outside of their memory.
/// </summary>
[TestClass]
public sealed class LoadingDamagedModels
{
    private const int SeedsPerKind = 700;
    private const int SeedsPerKindOfLargeModels = 100;

    /// <summary>Eleven models, three kinds of damage each: 23,100 in all.</summary>
    public static IEnumerable<object[]> Models =>
    [
        ["gestures, Int8"], ["gestures, Float16"], ["gestures, None"], ["every float operator"], ["every int8 operator"], ["every int16 operator"],
        ["every recurrent operator"], ["every classical operator"], ["every encoding"], ["a float stream"], ["an int8 stream"],
    ];

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void DamageIsFoundByTheChecksum(string model)
    {
        byte[] packed = Packed(model);
        var damage = new PackedDamage(packed);
        for (int seed = 0; seed < SeedsPerKind; seed++)
        {
            byte[] damaged = damage.Change(new Random(seed));
            if (damaged.AsSpan().SequenceEqual(packed)) continue;

            Assert.ThrowsExactly<InvalidDataException>(() => TinyModel.Load(damaged), $"{model}, seed {seed}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void DamageWithARightChecksumIsRefusedOrHarmless(string model)
    {
        var damage = new PackedDamage(Packed(model));
        RequireRefusedOrRun(model, damage.ChangeUnseen, SeedsPerKind);
    }

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void OtherNumbersInTheGraphAreRefusedOrHarmless(string model)
    {
        var damage = new PackedDamage(Packed(model));
        RequireRefusedOrRun(model, damage.Renumber, SeedsPerKind);
    }

    [TestMethod]
    [DataRow("kws_int8")]
    [DataRow("ad_int8")]
    [DataRow("micro_speech_int8")]
    [DataRow("hello_world_float")]
    public void DamageToRealModelsIsRefusedOrHarmless(string model)
    {
        var damage = new PackedDamage(Compiled.Shared($"{model}.tflite", QuantizationMode.None).Packed);
        RequireRefusedOrRun(model, damage.ChangeUnseen, SeedsPerKindOfLargeModels);
        RequireRefusedOrRun(model, damage.Renumber, SeedsPerKindOfLargeModels);
    }

    private static byte[] PackedStream(ElementType type)
    {
        LoweredGraph graph = StreamGraphs.Streamed(StreamGraphs.EveryClosing().First(graph => graph.Inputs[0].Type == type));
        return ModelPacker.Pack(graph, MemoryPlanner.Plan(graph)).Bytes;
    }

    private static byte[] Packed(string model) => model switch
    {
        "every float operator" => PackedProgram.Of(PackedSamples.Float()).File.Bytes,
        "every int8 operator" => PackedProgram.Of(PackedSamples.Int8()).File.Bytes,
        "every int16 operator" => PackedProgram.Of(Int16Samples.All()).File.Bytes,
        "every classical operator" => PackedProgram.Of(ClassicalSamples.All()).File.Bytes,
        "a float stream" => PackedStream(ElementType.Float32),
        "an int8 stream" => PackedStream(ElementType.Int8),
        "every encoding" => EncodedSamples.Packed(),
        "every recurrent operator" => PackedProgram.Of(RecurrentSamples.All()).File.Bytes,
        _ => Compiled.Gestures(Enum.Parse<QuantizationMode>(model.Split(", ")[1])).Packed,
    };

    private static void RequireRefusedOrRun(string model, Func<Random, byte[]> damage, int seeds)
    {
        int refused = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            byte[] damaged = damage(new Random(seed));
            try
            {
                byte[] first = GuardedRun.Outputs(damaged, seed, guard: 0x00);
                byte[] second = GuardedRun.Outputs(damaged, seed, guard: 0x7E);
                CollectionAssert.AreEqual(first, second, "What lies outside of the model's memory changes its outputs.");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"{model}, seed {seed}: {exception}");
            }
        }

        // Neither may be rare, or the damage does not reach what it should.
        Assert.IsInRange(seeds / 20, seeds * 19 / 20, refused, model);
    }
}
