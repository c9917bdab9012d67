using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.Protobuf;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Import.Onnx.Format;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>LSTM, GRU and RNN against ONNX Runtime, and what of them is refused.</summary>
[TestClass]
public sealed class OnnxRecurrentTests
{
    private const int Steps = 7;
    private const int Batches = 2;
    private const int Inputs = 3;
    private const int Units = 5;

    private static readonly string[] Directions = ["forward", "reverse", "bidirectional"];

    [TestMethod]
    [DataRow("LSTM", 4)]
    [DataRow("GRU", 3)]
    [DataRow("RNN", 1)]
    public void EveryDirectionWithAndWithoutBiasInitialValuesAndClipAgrees(string operation, int gates)
    {
        foreach (string direction in Directions)
        {
            for (int form = 0; form < 8; form++)
            {
                OnnxModelBuilder model = Model(operation, gates, direction, hasBias: (form & 1) != 0, hasInitial: (form & 2) != 0, clip: (form & 4) != 0 ? 0.4f : 0);
                OnnxRuntimeOracle.RequireAgreement(model, $"{direction}, form {form}");
            }
        }
    }

    [TestMethod]
    [DataRow("forward")]
    [DataRow("bidirectional")]
    public void AGruThatResetsAfterTheProductAgrees(string direction)
    {
        foreach (bool hasBias in new[] { false, true })
        {
            OnnxModelBuilder model = Model("GRU", 3, direction, hasBias, hasInitial: true, clip: 0);
            model.Graph.Node[^1].Attribute.Add(Attribute("linear_before_reset", 1));
            OnnxRuntimeOracle.RequireAgreement(model, $"bias {hasBias}");
        }
    }

    [TestMethod]
    [DataRow("forward")]
    [DataRow("bidirectional")]
    public void AnLstmWithPeepholesAgrees(string direction)
    {
        OnnxModelBuilder model = Model("LSTM", 4, direction, hasBias: true, hasInitial: true, clip: 0);
        model.Graph.Node[^1].Input.Add(model.Random(9, Count(direction), 3 * Units));
        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void InitialValuesThatAreInputsAgree()
    {
        OnnxModelBuilder model = Model("LSTM", 4, "forward", hasBias: true, hasInitial: false, clip: 0);
        NodeProto node = model.Graph.Node[^1];
        node.Input.Add(["", model.Input(1, Batches, Units), model.Input(1, Batches, Units)]);

        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    public void AStateThatGoesThroughTheModelAgreesWithTheWholeSequence()
    {
        // One step at a time, h and c as inputs and outputs.
        var model = new OnnxModelBuilder();
        string x = model.Input(1, 1, Inputs), h = model.Input(1, 1, Units), c = model.Input(1, 1, Units);
        Add(model, "LSTM", [x, model.Random(1, 1, 4 * Units, Inputs), model.Random(2, 1, 4 * Units, Units), model.Random(3, 1, 8 * Units), "", h, c], outputs: 3);

        OnnxRuntimeOracle.RequireAgreement(model);
    }

    [TestMethod]
    [DataRow("node/test_gru_batchwise")]
    [DataRow("node/test_gru_defaults")]
    [DataRow("node/test_gru_seq_length")]
    [DataRow("node/test_gru_with_initial_bias")]
    [DataRow("node/test_lstm_batchwise")]
    [DataRow("node/test_lstm_defaults")]
    [DataRow("node/test_lstm_with_initial_bias")]
    [DataRow("node/test_lstm_with_peepholes")]
    [DataRow("node/test_rnn_seq_length")]
    [DataRow("node/test_simple_rnn_batchwise")]
    [DataRow("node/test_simple_rnn_defaults")]
    [DataRow("node/test_simple_rnn_with_initial_bias")]
    public void TheStandardsTestIsImportedAndPasses(string test)
    {
        string folder = Path.Combine(System.Environment.GetEnvironmentVariable("TINYML_ONNX_TESTDATA") ?? "/usr/share/libonnx-testdata/data", test);
        if (!Directory.Exists(folder)) Assert.Inconclusive("The Debian package libonnx-testdata is not installed.");

        Assert.AreEqual("", new OnnxStandardTest(folder).Run(out string refusal), refusal);
    }

    [TestMethod]
    public void WhatIsNotSupportedIsNamed()
    {
        Refused("its activations are Relu", Activations("Relu", "Tanh", "Tanh"));
        Refused("coupled ('input_forget')", Attribute("input_forget", 1));
        Refused("its activations have parameters", Attribute("activation_alpha", [0.5f]));
        Refused("clip is 0", Attribute("clip", 0f));
        Refused("its direction is 'sideways'", Attribute("direction", "sideways"), "TML1003");
        Refused("its hidden size is not 5", Attribute("hidden_size", 4), "TML1003");
        Refused("its attribute 'outlook' is not known", Attribute("outlook", 1));
    }

    [TestMethod]
    public void SequencesOfDifferentLengthsAreRefused()
    {
        OnnxModelBuilder model = Model("GRU", 3, "forward", hasBias: true, hasInitial: false, clip: 0);
        model.Graph.Node[^1].Input.Add(model.Initializer(Tensor(TensorProto.Types.DataType.Int32, [Batches], System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>([Steps, Steps - 1]))));

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual("TML1004", exception.Diagnostic.Code);
        Assert.Contains("its sequence lengths are [7, 6]", exception.Message);
    }

    [TestMethod]
    public void WeightsThatAreComputedAreRefused()
    {
        var model = new OnnxModelBuilder();
        Add(model, "RNN", [model.Input(Steps, Batches, Inputs), model.Input(1, Units, Inputs), model.Random(2, 1, Units, Units)], outputs: 1);

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual("TML1004", exception.Diagnostic.Code);
        Assert.Contains("its weights must be constant", exception.Message);
    }

    private static void Refused(string reason, AttributeProto attribute, string code = "TML1004")
    {
        OnnxModelBuilder model = Model("LSTM", 4, "forward", hasBias: true, hasInitial: false, clip: 0);
        NodeProto node = model.Graph.Node[^1];
        foreach (AttributeProto old in node.Attribute.Where(old => old.Name == attribute.Name).ToArray()) node.Attribute.Remove(old);
        node.Attribute.Add(attribute);

        DiagnosticException exception = Assert.ThrowsExactly<DiagnosticException>(() => OnnxRuntimeOracle.Import(model.Write()));

        Assert.AreEqual(code, exception.Diagnostic.Code);
        Assert.Contains(reason, exception.Message);
    }

    private static AttributeProto Activations(params string[] names)
    {
        var attribute = new AttributeProto { Name = "activations", Type = AttributeProto.Types.AttributeType.Strings };
        attribute.Strings.AddRange(names.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    private static int Count(string direction) => direction == "bidirectional" ? 2 : 1;

    private static OnnxModelBuilder Model(string operation, int gates, string direction, bool hasBias, bool hasInitial, float clip)
    {
        var model = new OnnxModelBuilder();
        int directions = Count(direction), states = operation == "LSTM" ? 2 : 1;
        var inputs = new List<string> { model.Input(Steps, Batches, Inputs), model.Random(1, directions, gates * Units, Inputs), model.Random(2, directions, gates * Units, Units) };
        if (hasBias || hasInitial) inputs.Add(hasBias ? model.Random(3, directions, 2 * gates * Units) : "");
        if (hasInitial) inputs.Add("");
        for (int i = 0; i < states && hasInitial; i++) inputs.Add(model.Random(4 + i, directions, Batches, Units));
        Add(model, operation, inputs, 1 + states, Attribute("direction", direction));
        if (clip > 0) model.Graph.Node[^1].Attribute.Add(Attribute("clip", clip));
        return model;
    }

    private static void Add(OnnxModelBuilder model, string operation, IEnumerable<string> inputs, int outputs, params AttributeProto[] attributes)
    {
        string y = model.Node(operation, inputs, [.. attributes, Attribute("hidden_size", Units)]);
        string[] further = [.. Enumerable.Range(1, outputs - 1).Select(i => $"{y}_{i}")];
        model.Graph.Node[^1].Output.Add(further);
        model.Output([y, .. further]);
    }
}
