using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Classical;

namespace TinyMl.Kernels.Tests.Classical;

/// <summary>What the kernel of decision trees makes of its tables, right and damaged.</summary>
[TestClass]
public sealed class TreeEnsembleTests
{
    [TestMethod]
    public void ASampleEndsInTheLeafThatTheTablesSay()
    {
        // x0 = 0 ends in the first leaf, 1; x0 = 3 and x1 = 4 in the third, 3. The second tree is a leaf, 4, of the second target.
        CollectionAssert.AreEqual(new[] { 1.5f, 4.25f, 3.5f, 4.25f }, ClassicalExamples.Trees().Run<float>());
    }

    [TestMethod]
    public void WhatLeadsOutOfATreeIsRefused()
    {
        Refused([3, 0], [0, 0], "has more inner nodes in its trees than there are");
        Refused([2, 1], [0, 0], "has more inner nodes in its trees than there are");
        Refused([1, 0], [0, 0], "has inner nodes that no tree has");
        Refused([2, 0], [1, 0], "has an inner node whose first child is larger than its second");
        Refused([2, 0], [0, 1], "has an inner node whose first child is larger than its second");
        Refused([2, 0], [0, 0], "reads a feature that its input does not have", features: 1);
    }

    [TestMethod]
    public void RandomTablesAreRefusedOrWalkedToTheEnd()
    {
        int refused = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            int nodes = 1 + random.Next(40), trees = 1 + random.Next(3), bytes = 1 + random.Next(2);
            byte[] counts = [.. Enumerable.Range(0, trees).Select(tree => (byte)(tree == 0 && random.Next(2) == 0 ? nodes : random.Next(nodes + 2) / trees))];
            int leaves = random.Next(4) > 0 ? counts.Sum(count => count) + trees : 1 + random.Next(50);
            OperatorRecord record = new OperatorRecord(TreeEnsemble.Kernel).Input([1, 3], [random.NextSingle(), float.NaN, 2])
                .Constant<byte>(ElementType.UInt8, [trees, 1], counts)
                .Constant<byte>(ElementType.UInt8, [nodes, bytes], Bytes(random, nodes * bytes, 16))
                .Constant<byte>(ElementType.UInt8, [nodes, 1], Bytes(random, nodes, 1 + random.Next(3)))
                .Constant<short>(ElementType.Int16, [nodes, 1], new short[nodes])
                .Constant<byte>(ElementType.UInt8, [leaves, 1], Bytes(random, leaves, 2))
                .Constant([2, 1], [1f, 2])
                .Constant([4], [1f, float.NaN, 2, 3])
                .Output(ElementType.Float32, 1, 1)
                .Attributes(0, BranchKey.OfEachNode, random.Next(-1, 2), 2);
            try
            {
                record.Run<float>();
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.IsInRange(1000, 3900, refused);
    }

    private static void Refused(byte[] trees, byte[] sizes, string reason, int features = 2)
    {
        OperatorRecord record = new OperatorRecord(TreeEnsemble.Kernel).Input([1, features], new float[features])
            .Constant<byte>(ElementType.UInt8, [2, 1], trees)
            .Constant<byte>(ElementType.UInt8, [2, 1], [ClassicalExamples.Key(true, TreeCondition.AtMost, 0), ClassicalExamples.Key(true, TreeCondition.Below, 1)])
            .Constant<byte>(ElementType.UInt8, [2, 1], sizes)
            .Constant<sbyte>(ElementType.Int8, [2, 1], [2, 3])
            .Constant([4, 1], [1f, 2, 3, 4])
            .Output(ElementType.Float32, 1, 1)
            .Attributes(0, BranchKey.OfEachNode, 0, 0);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(record.Create).Message, reason, StringComparison.Ordinal);
    }

    private static byte[] Bytes(Random random, int count, int below) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(below))];
}
