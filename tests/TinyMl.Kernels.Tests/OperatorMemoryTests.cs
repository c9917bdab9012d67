using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Kernels.Tests.Classical;
using TinyMl.Kernels.Tests.Data;
using TinyMl.Kernels.Tests.Float32;
using TinyMl.Kernels.Tests.Int16;
using TinyMl.Kernels.Tests.Int8;
using TinyMl.Operators;

namespace TinyMl.Kernels.Tests;

/// <summary>What operators take of the managed heap. A family of kernels joins by listing a valid record of each.</summary>
[TestClass]
public sealed class OperatorMemoryTests
{
    private static OperatorRecord[] Examples { get; } = [.. Float32Examples.All, .. Int8Examples.All, .. Int16Examples.All, .. DataExamples.All, .. ClassicalExamples.All];

    [TestMethod]
    public void EveryKernelHasAnExample() =>
        CollectionAssert.AreEquivalent(KernelSet.All.Kernels.Select(kernel => kernel.Code).ToArray(), Examples.Select(example => example.Kernel.Code).ToArray());

    [TestMethod]
    public void AnOperatorTakesAsManyBytesAsItsKernelSays()
    {
        string[] stated = [.. Examples.Select(example => $"{example.Kernel.Code} {Stated(example)}")];
        string[] measured = [.. Examples.Select(example => $"{example.Kernel.Code} {Measured(example)}")];

        CollectionAssert.AreEqual(stated, measured, string.Join(", ", measured.Except(stated)));
    }

    [TestMethod]
    public void InvokeAllocatesNothing()
    {
        foreach (OperatorRecord example in Examples) Assert.AreEqual(0, example.AllocatedByInvoke(), example.Kernel.Code.ToString());
    }

    private static long Measured(OperatorRecord example)
    {
        // The first one also makes what the kernel's code needs once.
        example.Create();
        example.Create(out long allocated);
        return allocated;
    }

    private static long Stated(OperatorRecord example) =>
        Object(example.Kernel.InstanceBytes + (example.InputCount * example.Kernel.BytesPerInput) + (example.AttributeCount * example.Kernel.BytesPerAttribute))
        + example.Layers.Sum(layer => Object(layer.InstanceBytes));

    // Objects are multiples of 8 bytes long.
    private static long Object(int bytes) => (bytes + 7) / 8 * 8;
}
