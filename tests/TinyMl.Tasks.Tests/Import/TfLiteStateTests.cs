using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Import.TfLite;
using TinyMl.Tasks.Tests.Lower;
using TinyMl.Tasks.Tests.Simplify;
using static TinyMl.Tasks.Tests.Import.TfLiteTestTensor;

namespace TinyMl.Tasks.Tests.Import;

/// <summary>What outlives an inference in TensorFlow Lite files: variables by handle, the custom circular buffer, recurrent operators.</summary>
[TestClass]
public sealed class TfLiteStateTests
{
    // A FlexBuffer { "cycles_max": 1 }, as FlatBuffers' library writes it.
    private static readonly byte[] OneCycle = [.. "cycles_max\0"u8, 0x01, 0x0C, 0x01, 0x01, 0x01, 0x01, 0x04, 0x02, 0x24, 0x01];

    [TestMethod]
    public void AVariableIsReadAsItWasAssigned()
    {
        TinyModel model = Load(Accumulator());

        Assert.AreEqual("1 2 3", Run(model, 1, 2, 3));
        Assert.AreEqual("2 2 3", Run(model, 1, 0, 0));
        model.Reset();
        Assert.AreEqual("1 0 0", Run(model, 1, 0, 0));
    }

    [TestMethod]
    public void AVariableStartsAsTheSubgraphOfCallOnceSays()
    {
        TfLiteTestModel model = Initialized(Accumulator());
        TinyModel loaded = Load(model);

        Assert.AreEqual("11 20 30", Run(loaded, 1, 0, 0));
        Run(loaded, 5, 5, 5);
        loaded.Reset();
        Assert.AreEqual("11 20 30", Run(loaded, 1, 0, 0));
    }

    [TestMethod]
    public void WhatWasAssignedIsReadAtOnce()
    {
        TfLiteTestModel model = Accumulator();
        model = model with
        {
            Tensors = [.. model.Tensors, Float("again", 1, 3), Float("twice", 1, 3)],
            Operators =
            [
                .. model.Operators,
                new(BuiltinOperator.READ_VARIABLE, [1], [4]) { OptionsType = BuiltinOptions.ReadVariable },
                new(BuiltinOperator.ADD, [4, 4], [5]) { OptionsType = BuiltinOptions.Add },
            ],
            Outputs = [5],
        };
        TinyModel loaded = Load(model);

        Assert.AreEqual("2 4 6", Run(loaded, 1, 2, 3));
        Assert.AreEqual("4 8 12", Run(loaded, 1, 2, 3));
    }

    [TestMethod]
    public void ACircularBufferKeepsTheLastInputs()
    {
        TinyModel model = Load(Buffer(3, OneCycle));
        byte[][] outputs = new byte[4][];
        for (int i = 0; i < outputs.Length; i++)
        {
            new sbyte[] { (sbyte)(10 * i), (sbyte)((10 * i) + 1) }.CopyTo(model.Input<sbyte>());
            model.Invoke();
            outputs[i] = model.Output<byte>().ToArray();
        }

        // The zero point, 7, is the real 0 that the buffer starts with.
        CollectionAssert.AreEqual(new byte[] { 7, 7, 7, 7, 0, 1 }, outputs[0]);
        CollectionAssert.AreEqual(new byte[] { 7, 7, 0, 1, 10, 11 }, outputs[1]);
        CollectionAssert.AreEqual(new byte[] { 10, 11, 20, 21, 30, 31 }, outputs[3]);
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(13)]
    [DataRow(25)]
    public void ACircularBufferHasOneCycleByItsSize(int slots)
    {
        TinyModel model = Load(Buffer(slots, []));

        new sbyte[] { 1, 2 }.CopyTo(model.Input<sbyte>());
        model.Invoke();

        CollectionAssert.AreEqual(new byte[] { 1, 2 }, model.Output<byte>()[^2..].ToArray());
    }

    [TestMethod]
    public void ACircularBufferOfOneSlotGivesItsInput()
    {
        TfLiteTestModel buffer = Buffer(1, OneCycle);
        TinyModel model = Load(buffer with
        {
            Tensors = [.. buffer.Tensors, Int8("twice", 1, 7, 1, 1, 1, 2)],
            Operators = [.. buffer.Operators, new(BuiltinOperator.ADD, [1, 1], [2]) { OptionsType = BuiltinOptions.Add }],
            Outputs = [2],
        });

        new sbyte[] { 1, 2 }.CopyTo(model.Input<sbyte>());
        model.Invoke();

        CollectionAssert.AreEqual(new sbyte[] { 1, 2 }, model.Output<sbyte>().ToArray());
    }

    [TestMethod]
    public void WhatIsNotSupportedIsNamed()
    {
        byte[] twoCycles = [.. OneCycle], floatOption = [.. OneCycle];
        twoCycles[16] = 2;
        floatOption[17] = 3 << 2;
        Refused("TML1004", "CIRCULAR_BUFFER with cycles_max 2", Buffer(3, twoCycles));
        Refused("TML1004", "CIRCULAR_BUFFER without cycles_max for 3 slots", Buffer(3, []));
        Refused("TML1004", "with the options Cycles_max", Buffer(3, [(byte)'C', .. OneCycle[1..]]));
        Refused("TML1003", "has options that are no map of integers", Buffer(3, floatOption));
        for (int length = 1; length < OneCycle.Length; length++) Refused("TML1003", "has options that are no map", Buffer(3, OneCycle[..length]));
        Refused("TML1002", "is the state of an operator and no variable", Buffer(3, OneCycle).With(1, old => old with { IsVariable = false }));
        Refused("TML1003", "by a tensor that no VAR_HANDLE has written", Accumulator().WithOperator(1, old => old with { Inputs = [0] }));
        Refused("TML1003", "gives a variable the values", Accumulator().With(2, old => old with { Shape = [3] }));
        Refused("TML1002", "has the type RESOURCE", Accumulator().WithOperator(2, old => old with { Inputs = [2, 1] }));
        Refused("TML1002", "2 subgraphs", Initialized(Accumulator()) with { Operators = Accumulator().Operators });
        Refused("TML1003", "calls the subgraph 7 of 2", Initialized(Accumulator()).WithOperator(0, old => old with { Options = [(0, 7)] }));
        TfLiteTestModel initialized = Initialized(Accumulator());
        Refused("TML1004", "ADD in a subgraph of CALL_ONCE", initialized with { Second = initialized.Second!.WithOperator(1, old => old with { Code = BuiltinOperator.ADD, Outputs = [0] }) });
        Refused("TML1003", "gives a variable the values", initialized with { Second = initialized.Second!.With(1, old => old with { Shape = [3] }) });
    }

    [TestMethod]
    public void LstmLayersThatTheReferenceHasNotAreRefused()
    {
        byte[] file = File.ReadAllBytes(SharedFiles.Find("models/mnist_lstm_int8.tflite"));
        Graph graph = TfLiteImporter.Import("model.tflite", file, "Model", CancellationToken.None);

        Assert.HasCount(2, graph.States);
        Assert.AreEqual(ElementType.Int16, graph.States[1].Current.Type);
        Refused("TML1004", "UNIDIRECTIONAL_SEQUENCE_LSTM with peepholes", Lstm([9]));
        Refused("TML1004", "UNIDIRECTIONAL_SEQUENCE_LSTM with a projection", Lstm([16]));
        Refused("TML1004", "UNIDIRECTIONAL_SEQUENCE_LSTM with layer normalization", Lstm([20]));
        Refused("TML1004", "with coupled input and forget gates", Lstm([], absent: 1));
        Refused("TML1003", "lacks input 14", Lstm([], absent: 14));
        Refused("TML1004", "with another activation than TANH", Lstm([]).WithOperator(0, old => old with { Options = [(0, (byte)1)] }));
        Refused("TML1003", "has weights whose shapes do not match", Lstm([]).With(3, old => old with { Shape = [2, 4], Data = new byte[32] }));
        Refused("TML1002", "is the state of an operator and no variable", Lstm([]).With(18, old => old with { IsVariable = false }));
        Assert.HasCount(2, Import(Lstm([])).States);
    }

    [TestMethod]
    public void AnSvdfLayerKeepsItsState()
    {
        var model = new TfLiteTestModel(
            [
                Float("x", 1, 1), Float("features", 1, 1).Filled(2f), new TfLiteTestTensor("times", TensorType.FLOAT32, [1, 3]) { Data = Bytes<float>([1, 10, 100]) },
                Float("bias", 1).Filled(0.5f), Float("state", 1, 3) with { IsVariable = true }, Float("y", 1, 1),
            ],
            [new(BuiltinOperator.SVDF, [0, 1, 2, 3, 4], [5]) { OptionsType = BuiltinOptions.Svdf, Options = [(0, 1)] }],
            [0],
            [5]);
        TinyModel loaded = Load(model);

        Assert.AreEqual("200.5", Run(loaded, 1));
        Assert.AreEqual("420.5", Run(loaded, 2));
        Assert.AreEqual("642.5", Run(loaded, 3));
        Assert.AreEqual("864.5", Run(loaded, 4));
        Refused("TML1003", "has the rank 2 and 1 filters", model.WithOperator(0, old => old with { Options = [(0, 2)] }));
    }

    // sum += x by READ, ADD and ASSIGN.
    private static TfLiteTestModel Accumulator() => new(
        [Float("x", 1, 3), new("handle", TensorType.RESOURCE, []), Float("before", 1, 3), Float("sum", 1, 3)],
        [
            new(BuiltinOperator.VAR_HANDLE, [], [1]) { OptionsType = BuiltinOptions.VarHandle, Options = [(0, "container"), (1, "sum")] },
            new(BuiltinOperator.READ_VARIABLE, [1], [2]) { OptionsType = BuiltinOptions.ReadVariable },
            new(BuiltinOperator.ADD, [2, 0], [3]) { OptionsType = BuiltinOptions.Add },
            new(BuiltinOperator.ASSIGN_VARIABLE, [1, 3], []) { OptionsType = BuiltinOptions.AssignVariable },
        ],
        [0],
        [3]);

    private static TfLiteTestModel Initialized(TfLiteTestModel model) => model with
    {
        Operators = [new(BuiltinOperator.CALL_ONCE, [], []) { OptionsType = BuiltinOptions.CallOnce, Options = [(0, 1)] }, .. model.Operators],
        Second = new TfLiteTestModel(
            [new("handle", TensorType.RESOURCE, []), new("initial", TensorType.FLOAT32, [1, 3]) { Data = Bytes<float>([10, 20, 30]) }],
            [
                new(BuiltinOperator.VAR_HANDLE, [], [0]) { OptionsType = BuiltinOptions.VarHandle, Options = [(0, "container"), (1, "sum")] },
                new(BuiltinOperator.ASSIGN_VARIABLE, [0, 1], []) { OptionsType = BuiltinOptions.AssignVariable },
            ],
            [],
            []),
    };

    private static TfLiteTestModel Buffer(int slots, byte[] options) => new(
        [Int8("x", 0.5f, 7, 1, 1, 1, 2), Int8("buffer", 0.5f, 7, 1, slots, 1, 2) with { IsVariable = true }],
        [new(BuiltinOperator.CUSTOM, [0], [1]) { CustomCode = "CIRCULAR_BUFFER", CustomOptions = options }],
        [0],
        [1]);

    // Two units, three inputs; of the optional inputs only the given ones.
    private static TfLiteTestModel Lstm(int[] present, int absent = -1)
    {
        var tensors = new List<TfLiteTestTensor> { Float("x", 1, 4, 3) };
        for (int i = 1; i < 24; i++)
        {
            tensors.Add(i is 18 or 19 ? Float($"state{i}", 1, 2) with { IsVariable = true }
                : (i switch { < 5 => Float($"w{i}", 2, 3), < 9 => Float($"r{i}", 2, 2), _ => Float($"b{i}", 2) }).Filled(0.1f));
        }

        int[] inputs = [.. Enumerable.Range(0, 24).Select(i => i != absent && (i is < 9 or (>= 12 and < 16) or 18 or 19 || present.Contains(i)) ? i : -1)];
        return new TfLiteTestModel(
            [.. tensors, Float("y", 1, 4, 2)],
            [new(BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM, inputs, [24]) { OptionsType = BuiltinOptions.UnidirectionalSequenceLstm, Options = [(0, (byte)4)] }],
            [0],
            [24]);
    }

    private static Graph Import(TfLiteTestModel model) => TfLiteImporter.Import("model.tflite", model.Write(), "Model", CancellationToken.None);

    private static TinyModel Load(TfLiteTestModel model) => PackedGraph.Load(Import(model).Simplified());

    private static string Run(TinyModel model, params float[] x)
    {
        x.CopyTo(model.Input<float>());
        model.Invoke();
        return string.Join(' ', model.Output<float>().ToArray().Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static void Refused(string code, string reason, TfLiteTestModel model)
    {
        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => Import(model));

        Assert.AreEqual(code, exception.Diagnostic.Code, exception.Message);
        Assert.Contains(reason, exception.Message);
    }
}
