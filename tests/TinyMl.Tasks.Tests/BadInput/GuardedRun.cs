using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.BadInput;

/// <summary>Runs a model between guard bytes.</summary>
internal static class GuardedRun
{
    // More than the widest vector, and odd, so that nothing is aligned.
    private const int GuardLength = 257;

    /// <summary>The bytes of all outputs for random inputs. The bytes around the model's own must be untouched afterwards.</summary>
    /// <param name="packed">The packed model.</param>
    /// <param name="seed">Of the inputs and of what is in the arena before.</param>
    /// <param name="guard">What the bytes around the packed model and around the arena hold.</param>
    public static byte[] Outputs(byte[] packed, int seed, byte guard)
    {
        byte[] file = Guarded(packed.Length, guard);
        packed.CopyTo(file.AsSpan(GuardLength));
        ReadOnlyMemory<byte> guarded = file.AsMemory(GuardLength, packed.Length);
        int arenaBytes = TinyModel.Load(guarded).ArenaBytes;

        byte[] arena = Guarded(arenaBytes, guard);
        new Random(seed).NextBytes(arena.AsSpan(GuardLength, arenaBytes));
        var model = TinyModel.Load(guarded, arena.AsMemory(GuardLength, arenaBytes));
        for (int i = 0; i < model.Inputs.Count; i++) new Random(seed + i).NextBytes(model.Input<byte>(i));
        model.Invoke();

        RequireGuards(file, guard);
        RequireGuards(arena, guard);
        Assert.IsTrue(guarded.Span.SequenceEqual(packed), "The packed model was written to.");
        return [.. Enumerable.Range(0, model.Outputs.Count).SelectMany(i => model.Output<byte>(i).ToArray())];
    }

    private static byte[] Guarded(int length, byte guard)
    {
        byte[] bytes = new byte[length + (2 * GuardLength)];
        bytes.AsSpan().Fill(guard);
        return bytes;
    }

    private static void RequireGuards(ReadOnlySpan<byte> bytes, byte guard)
    {
        Assert.AreEqual(-1, bytes[..GuardLength].IndexOfAnyExcept(guard), "A byte before the model's memory was written.");
        Assert.AreEqual(-1, bytes[^GuardLength..].IndexOfAnyExcept(guard), "A byte behind the model's memory was written.");
    }
}
