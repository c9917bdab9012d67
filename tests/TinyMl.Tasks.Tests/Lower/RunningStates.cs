using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;
using TinyMl.Tasks.Plan;
using TinyMl.Tasks.Tests.Graphs;
using TinyMl.Tasks.Tests.Pack;

namespace TinyMl.Tasks.Tests.Lower;

/// <summary>Graphs with states, packed and run several times.</summary>
[TestClass]
public sealed class RunningStates
{
    [TestMethod]
    public void AnInferenceReadsWhatTheOneBeforeLeft()
    {
        TinyModel model = Load(StateSamples.Sum());

        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, Run(model, 1, 2, 3));
        CollectionAssert.AreEqual(new float[] { 2, 2, 2 }, Run(model, 1, 0, -1));
    }

    [TestMethod]
    public void ResettingGivesTheInitialValueBack()
    {
        TinyModel model = Load(StateSamples.Sum(Tensor.Constant("initial", new Shape(1, 3), [5, 6, 7])));

        float[] first = Run(model, 1, 1, 1);
        Run(model, 9, 9, 9);
        model.Reset();

        CollectionAssert.AreEqual(new float[] { 6, 7, 8 }, first);
        CollectionAssert.AreEqual(first, Run(model, 1, 1, 1));
    }

    [TestMethod]
    public void ResettingKeepsTheInputs()
    {
        TinyModel model = Load(StateSamples.Sum());

        new float[] { 1, 2, 3 }.CopyTo(model.Input<float>());
        model.Reset();
        model.Invoke();

        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, model.Output<float>().ToArray());
    }

    [TestMethod]
    public void StatesChangePlacesAndOutputsAreWhatTheyWere()
    {
        TinyModel model = Load(StateSamples.Mixed());

        string first = Outputs(model, 1, 2, 3), second = Outputs(model, 4, 5, 6), third = Outputs(model, 0, 0, 0);
        model.Reset();

        Assert.AreEqual("1 2 3|4 5 6|0 0 0|0 0 0|10 10 10|1 2 3|0 0 0", first);
        Assert.AreEqual("4 5 6|1 2 3|1 2 3|7 8 9|11 12 13|4 5 6|1 2 3", second);
        Assert.AreEqual("1 2 3|4 5 6|4 5 6|7 8 9|15 17 19|1 2 3|4 5 6", third);
        Assert.AreEqual(first, Outputs(model, 1, 2, 3));
    }

    [TestMethod]
    public void AStateThatIsWrittenInPlaceTakesItsBytesOnceAndNoCopy()
    {
        LoweredGraph lowered = GraphLowering.Lower(StateSamples.Sum());

        Assert.HasCount(1, lowered.Operators);
        Assert.AreEqual(2 * 12, MemoryPlanner.Plan(lowered).ArenaBytes);
    }

    [TestMethod]
    public void ThePackedFileListsTheStates()
    {
        LoweredGraph lowered = GraphLowering.Lower(StateSamples.Mixed());
        MemoryPlan plan = MemoryPlanner.Plan(lowered);

        var file = new PackedFile(ModelPacker.Pack(lowered, plan).Bytes);

        Assert.HasCount(6, file.States);
        foreach ((LoweredState expected, PackedFile.StateEntry actual) in lowered.States.Zip(file.States))
        {
            Assert.AreEqual(plan.Offsets[expected.Current], file.Tensors[(int)actual.Tensor].Offset);
        }

        CollectionAssert.AreEqual(new byte?[] { null, null, 0, 0, null, 7 }, file.States.Select(state => state.Fill).ToArray());
        CollectionAssert.AreEqual(lowered.States[1].Initial!.Data.ToArray(), file.Data(file.Tensors[(int)file.States[1].Initial!]));
    }

    // The arena's content before loading must not matter.
    private static TinyModel Load(Graph graph)
    {
        byte[] packed = PackedGraph.Pack(graph), arena = new byte[TinyModel.Load(packed).ArenaBytes];
        new Random(1).NextBytes(arena);
        return TinyModel.Load(packed, arena);
    }

    private static float[] Run(TinyModel model, params float[] x)
    {
        x.CopyTo(model.Input<float>());
        model.Invoke();
        return model.Output<float>().ToArray();
    }

    private static string Outputs(TinyModel model, params float[] x)
    {
        Run(model, x);
        return string.Join('|', Enumerable.Range(0, model.Outputs.Count).Select(i => string.Join(' ', model.Output<float>(i).ToArray())));
    }
}
