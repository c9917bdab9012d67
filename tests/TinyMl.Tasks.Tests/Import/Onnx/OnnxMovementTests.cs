using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Operators that take, repeat and spread elements of activations, against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxMovementTests
{
    [TestMethod]
    public void RandomSlicesAgree()
    {
        var random = new Random(5);
        int compared = 0;
        for (int i = 0; i < 120; i++)
        {
            var model = new OnnxModelBuilder(13);
            int Bound() => random.Next(-7, 7);
            int Step() => random.Next(2) == 0 ? random.Next(1, 4) : -random.Next(1, 4);
            model.Output(model.Node("Slice", [model.Input(4, 5, 3), model.Integers(Bound(), Bound()), model.Integers(Bound(), Bound()), model.Integers(1, -3), model.Integers(Step(), Step())]));
            if (!TryImport(model)) continue;
            OnnxRuntimeOracle.RequireAgreement(model, $"case {i}");
            compared++;
        }

        Assert.IsGreaterThan(15, compared);
    }

    [TestMethod]
    [DataRow(11)]
    [DataRow(13)]
    [DataRow(18)]
    public void SplitsAgree(int opset)
    {
        foreach (long axis in new[] { 0L, 1, -1 })
        {
            foreach (bool isEven in new[] { true, false })
            {
                var model = new OnnxModelBuilder(opset);
                string x = model.Input(6, 6, 6);
                string first = opset < 13
                    ? model.Node("Split", [x], isEven ? [Attribute("axis", axis)] : [Attribute("axis", axis), Attribute("split", 1L, 3, 2)])
                    : model.Node("Split", isEven ? [x] : [x, model.Integers(1, 3, 2)], isEven && opset >= 18 ? [Attribute("axis", axis), Attribute("num_outputs", 3)] : [Attribute("axis", axis)]);
                model.Graph.Node[^1].Output.AddRange(["second", "third"]);
                model.Output("third", first, "second");
                OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}");
            }
        }
    }

    [TestMethod]
    public void ALastPartMayBeShorter()
    {
        var model = new OnnxModelBuilder(18);
        string first = model.Node("Split", [model.Input(2, 7)], Attribute("axis", 1), Attribute("num_outputs", 3));
        model.Graph.Node[^1].Output.AddRange(["second", "third"]);
        OnnxRuntimeOracle.RequireAgreement(model.Output(first, "second", "third"));
    }

    [TestMethod]
    public void GatheringAgrees()
    {
        foreach (long axis in new[] { 0L, 1, -1 })
        {
            foreach (long[] shape in new[] { [], [3], new[] { 2L, 2 } })
            {
                var model = new OnnxModelBuilder(13);
                long[] indices = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, dimension) => product * dimension)).Select(i => (i * 2 % 3) - (i % 2 * 3L))];
                model.Output(model.Node("Gather", [model.Input(3, 4, 3), model.Initializer(IntegerTensor(shape, indices))], Attribute("axis", axis)));
                OnnxRuntimeOracle.RequireAgreement(model, $"axis {axis}, {shape.Length} dimensions");
            }
        }
    }

    [TestMethod]
    public void TilesOfEveryAxisAgree()
    {
        var random = new Random(7);
        for (int i = 0; i < 40; i++)
        {
            var model = new OnnxModelBuilder(13);
            int rank = random.Next(1, 6);
            long[] shape = [.. Enumerable.Range(0, rank).Select(_ => 1L + random.Next(3))], repeats = [.. shape.Select(_ => 1L + random.Next(3))];
            model.Output(model.Node("Tile", [model.Input(shape), model.Integers(repeats)]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}] times [{string.Join(", ", repeats)}]");
        }
    }

    [TestMethod]
    public void ExpandingAgrees()
    {
        foreach ((long[] shape, long[] target) in new[] { (new long[] { 3, 1 }, new long[] { 3, 4 }), ([3, 1], [2, 1, 6]), ([2, 1, 3], [1, 4, 1]), ([1], [5]), ([4, 2], [1]) })
        {
            var model = new OnnxModelBuilder(13);
            model.Output(model.Node("Expand", [model.Input(shape), model.Integers(target)]));
            OnnxRuntimeOracle.RequireAgreement(model, $"[{string.Join(", ", shape)}] to [{string.Join(", ", target)}]");
        }
    }

    [TestMethod]
    public void DepthAndSpaceAgree()
    {
        foreach (string mode in new[] { "DCR", "CRD" })
        {
            var model = new OnnxModelBuilder(13);
            string deep = model.Input(2, 12, 3, 4), wide = model.Input(2, 3, 6, 4);
            model.Output(model.Node("DepthToSpace", [deep], Attribute("blocksize", 2), Attribute("mode", mode)), model.Node("SpaceToDepth", [wide], Attribute("blocksize", 2)));
            OnnxRuntimeOracle.RequireAgreement(model, mode);
        }
    }

    [TestMethod]
    [DataRow("reflect")]
    [DataRow("edge")]
    [DataRow("wrap")]
    public void PaddingWithItsOwnElementsAgrees(string mode)
    {
        foreach (long[] pads in new[] { [0, 0, 1, 2, 0, 0, 3, 1], [0, 1, 0, 3, 0, 1, 0, 0], new[] { 0L, 0, 0, 0, 0, 0, 0, 0 } })
        {
            var model = new OnnxModelBuilder(19);
            model.Output(model.Node("Pad", [model.Input(1, 2, 4, 5), model.Integers(pads)], Attribute("mode", mode)));
            OnnxRuntimeOracle.RequireAgreement(model, string.Join(", ", pads));
        }
    }

    [TestMethod]
    public void NegativePaddingCutsOff()
    {
        var model = new OnnxModelBuilder(13);
        model.Output(model.Node("Pad", [model.Input(1, 2, 4, 5), model.Integers(0, 0, -1, 2, 0, 0, 1, -3), model.Floats([], 9)]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void ChannelsMayBeShuffled()
    {
        var model = new OnnxModelBuilder(13);
        string y = model.Node("Conv", [model.Input(1, 3, 6, 6), model.Random(1, 8, 3, 3, 3)]);
        y = model.Node("Reshape", [model.Node("Transpose", [model.Node("Reshape", [y, model.Integers(1, 2, 4, 4, 4)])], Attribute("perm", 0L, 2, 1, 3, 4)), model.Integers(1, 8, 4, 4)]);
        string left = model.Node("Split", [y], Attribute("axis", 1));
        model.Graph.Node[^1].Output.Add("right");
        y = model.Node("Concat", [model.Node("Conv", ["right", model.Random(2, 4, 4, 1, 1)]), left], Attribute("axis", 1));
        model.Output(model.Node("Relu", [y]));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void ConstantsMayBeOutputs()
    {
        var model = new OnnxModelBuilder(13);
        string x = model.Input(2, 3);
        string range = model.Node("Range", [model.Floats([], 1), model.Floats([], 2), model.Floats([], 0.3f)]);
        model.Output(model.Node("EyeLike", [x], Attribute("k", 1)), range, model.Node("ConstantOfShape", [model.Node("Shape", [x])]), model.Node("Relu", [x]));
        Graph graph = OnnxRuntimeOracle.RequireAgreement(model);

        Assert.HasCount(4, graph.Outputs);
    }

    private static bool TryImport(OnnxModelBuilder model)
    {
        try
        {
            OnnxRuntimeOracle.Import(model.Write());
            return true;
        }
        catch (DiagnosticException exception)
        {
            Assert.Contains("its output has no elements", exception.Message);
            return false;
        }
    }
}
