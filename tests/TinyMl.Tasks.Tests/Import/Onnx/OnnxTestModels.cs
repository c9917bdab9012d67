using System.Collections.Generic;
using TinyMl.Tasks.Import.Onnx.Format;
using TinyMl.Tasks.Tests.Import.Onnx.Classical;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Small models that hold every operator, for tests that break them.</summary>
internal static class OnnxTestModels
{
    /// <summary>All operators as they are before their attributes became inputs, and as they are after, and those of classical models.</summary>
    public static IEnumerable<OnnxModelBuilder> All => [AllOperators(9), AllOperators(18), AlongAxes(), Moves(), ClassicalModel.AllOperators()];

    /// <summary>The operators that take, repeat and interpolate elements.</summary>
    private static OnnxModelBuilder Moves()
    {
        var model = new OnnxModelBuilder(19);
        string x = model.Input(1, 4, 4, 6);
        string y = model.Node("DepthToSpace", [model.Node("SpaceToDepth", [x], Attribute("blocksize", 2))], Attribute("blocksize", 2), Attribute("mode", "CRD"));
        y = model.Node("Slice", [y, model.Integers(-1), model.Integers(long.MinValue), model.Integers(2), model.Integers(-2)]);
        string first = model.Node("Split", [y], Attribute("axis", 1), Attribute("num_outputs", 2));
        model.Graph.Node[^1].Output.Add("second");
        y = model.Node("Gather", [first, model.Integers(1, 0, -1)], Attribute("axis", 1));
        y = model.Node("GatherElements", [y, model.Initializer(IntegerTensor([1, 1, 1, 2], 1, -1))], Attribute("axis", 3));
        y = model.Node("GatherND", [y, model.Initializer(IntegerTensor([1, 1], 0))], Attribute("batch_dims", 1));
        y = model.Node("Expand", [model.Node("Reshape", [y, model.Integers(1, 1, 1, 2)]), model.Integers(1, 2, 2, 1)]);
        y = model.Node("Tile", [model.Node("Concat", [y, "second"], Attribute("axis", 3)), model.Integers(1, 1, 2, 1)]);
        y = model.Node("Pad", [y, model.Integers(1, 0, 2, 1), "", model.Integers(2, 3)], Attribute("mode", "reflect"));
        y = model.Node("Resize", [y, "", model.Floats([2], 2, 0.5f)], Attribute("axes", 2L, 3), Attribute("mode", "nearest"), Attribute("nearest_mode", "ceil"), Attribute("coordinate_transformation_mode", "asymmetric"));
        y = model.Node("Resize", [y, "", "", model.Integers(1, 2, 5, 6)], Attribute("mode", "cubic"), Attribute("antialias", 1), Attribute("exclude_outside", 1), Attribute("cubic_coeff_a", -0.5f));
        y = model.Node("Resize", [y, model.Floats([4], 0, 0.1f, 1, 1.2f), "", model.Integers(4, 4)], Attribute("axes", 2L, 3), Attribute("mode", "linear"), Attribute("coordinate_transformation_mode", "tf_crop_and_resize"), Attribute("extrapolation_value", 1f));
        string range = model.Node("Cast", [model.Node("Range", [model.Initializer(IntegerTensor([], 0)), model.Node("Size", [model.Integers(1, 2, 3, 4)]), model.Initializer(IntegerTensor([], 1))])], Attribute("to", (long)TensorProto.Types.DataType.Float));
        string eye = model.Node("EyeLike", [model.Node("Reshape", [y, model.Integers(8, 4)])], Attribute("k", -1), Attribute("dtype", (long)TensorProto.Types.DataType.Float));
        return model.Output(model.Node("Add", [model.Node("Mul", [y, range]), model.Node("Reshape", [eye, model.Integers(1, 2, 4, 4)])]));
    }

    private static OnnxModelBuilder AllOperators(int opset)
    {
        bool old = opset < 10;
        var model = new OnnxModelBuilder(opset);
        string x = model.Input(1, 3, 8, 8);
        string y = model.Node("Conv", [x, model.Random(1, 4, 3, 3, 3), model.Random(2, 4)], Attribute("pads", 1, 1, 1, 1), Attribute("strides", 1, 1), Attribute("dilations", 1, 1), Attribute("group", 1), Attribute("kernel_shape", 3, 3));
        y = model.Node("BatchNormalization", [y, model.Random(3, 4), model.Random(4, 4), model.Random(5, 4), model.Floats([4], 1, 2, 3, 4)], Attribute("epsilon", 0.01f));
        y = model.Node("Conv", [model.Node("Relu", [y]), model.Random(6, 8, 1, 3, 3)], Attribute("group", 4), Attribute("auto_pad", "SAME_UPPER"));
        y = old ? model.Node("Clip", [y], Attribute("min", -1f), Attribute("max", 6f)) : model.Node("Clip", [y, model.Floats([], -1), model.Floats([], 6)]);
        y = model.Node("MaxPool", [y], Attribute("kernel_shape", 2, 2), Attribute("strides", 2, 2));
        y = model.Node("ConvTranspose", [y, model.Random(11, 8, 4, 3, 3), model.Random(12, 8)], Attribute("group", 2), Attribute("strides", 2, 1), Attribute("pads", 2, 1, 2, 1), Attribute("output_padding", 1, 0), Attribute("dilations", 1, 1));
        y = model.Node("ConvTranspose", [y, model.Random(13, 8, 8, 1, 1)], Attribute("output_shape", 4, 4), Attribute("auto_pad", "SAME_UPPER"));
        y = model.Node("MatMul", [y, model.Node("Transpose", [y], Attribute("perm", 0, 1, 3, 2))]);
        y = old ? model.Node("Pad", [y], Attribute("pads", 0, 0, 1, 1, 0, 0, 1, 1), Attribute("value", 0f)) : model.Node("Pad", [y, model.Integers(0, 0, 1, 1, 0, 0, 1, 1), model.Floats([], 0)]);
        y = model.Node("AveragePool", [y], Attribute("kernel_shape", 2, 2), Attribute("pads", 0, 0, 1, 1), Attribute("count_include_pad", 1));
        string z = model.Node("Concat", [model.Node("Sigmoid", [y]), model.Node("Tanh", [model.Node("LeakyRelu", [y], Attribute("alpha", 0.1f))])], Attribute("axis", 1));
        z = model.Node("Div", [model.Node("Mul", [z, model.Random(7, 16, 1, 1)]), model.Floats([1], 2)]);
        z = model.Node("Sub", [z, model.Node("GlobalMaxPool", [z])]);
        string pooled = model.Node("GlobalAveragePool", [z]);
        pooled = old ? model.Node("Squeeze", [pooled], Attribute("axes", 2, 3)) : model.Node("Squeeze", [pooled, model.Integers(2, 3)]);
        pooled = old ? model.Node("Unsqueeze", [pooled], Attribute("axes", new[] { 1L })) : model.Node("Unsqueeze", [pooled, model.Integers(1)]);
        pooled = model.Node("Transpose", [pooled], Attribute("perm", 0, 2, 1));
        pooled = old ? model.Node("ReduceMean", [pooled], Attribute("axes", new[] { 2L }), Attribute("keepdims", 0)) : model.Node("ReduceMean", [pooled, model.Integers(2)], Attribute("keepdims", 0));
        string scores = model.Node("Gemm", [model.Node("Flatten", [model.Node("Dropout", [pooled])]), model.Random(8, 5, 16), model.Random(9, 5)], Attribute("transB", 1), Attribute("alpha", 0.5f));
        scores = model.Node("Add", [scores, model.Node("MatMul", [pooled, model.Random(10, 16, 5)])]);
        return model.Output(model.Node("Softmax", [model.Node("Reshape", [scores, TargetShape(model, x, old)])], Attribute("axis", 1)));
    }

    /// <summary>The operators that reduce, search or normalize along axes.</summary>
    private static OnnxModelBuilder AlongAxes()
    {
        var model = new OnnxModelBuilder(23);
        string x = model.Input(1, 4, 6, 5);
        string y = model.Node("InstanceNormalization", [x, model.Random(1, 4), model.Random(2, 4)], Attribute("epsilon", 0.1f));
        y = model.Node("MeanVarianceNormalization", [y], Attribute("axes", 0, 2, 3));
        y = model.Node("LpNormalization", [model.Node("LpNormalization", [y], Attribute("axis", 1), Attribute("p", 1))], Attribute("axis", -1), Attribute("p", 2));
        y = model.Node("LayerNormalization", [y, model.Random(3, 6, 5), model.Random(4, 6, 5)], Attribute("axis", 2), Attribute("epsilon", 0.1f), Attribute("stash_type", 1));
        y = model.Node("RMSNormalization", [y, model.Random(5, 5)], Attribute("axis", -1), Attribute("epsilon", 0.1f), Attribute("stash_type", 1));
        y = model.Node("GroupNormalization", [y, model.Random(6, 4), model.Random(7, 4)], Attribute("num_groups", 2), Attribute("epsilon", 0.1f), Attribute("stash_type", 1));
        string sum = model.Node("Add", [model.Node("LogSoftmax", [y], Attribute("axis", 1)), model.Node("GlobalLpPool", [y], Attribute("p", 2))]);
        foreach (string operation in new[] { "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare" })
        {
            string reduced = model.Node(operation, [y, model.Integers(1, -1)], Attribute("keepdims", 1), Attribute("noop_with_empty_axes", 0));
            sum = model.Node("Add", [sum, reduced]);
        }

        string last = model.Node("ArgMax", [sum], Attribute("axis", 2), Attribute("keepdims", 0), Attribute("select_last_index", 1));
        return model.Output(sum, last, model.Node("ArgMin", [sum], Attribute("axis", -1), Attribute("keepdims", 1), Attribute("select_last_index", 0)));
    }

    /// <summary>[batch, -1], computed as an exporter does.</summary>
    private static string TargetShape(OnnxModelBuilder model, string x, bool old)
    {
        string shape = model.Node("Shape", [x]);
        string batch = old
            ? model.Node("Slice", [shape], Attribute("starts", new[] { 0L }), Attribute("ends", new[] { 1L }), Attribute("axes", new[] { 0L }))
            : model.Node("Slice", [shape, model.Integers(0), model.Integers(1), model.Integers(0)]);
        string gathered = model.Node("Gather", [model.Node("Cast", [batch], Attribute("to", (long)TensorProto.Types.DataType.Int64)), model.Integers(0)], Attribute("axis", 0));
        string rest = model.Node("ConstantOfShape", [model.Node("Constant", [], Attribute("value", IntegerTensor([1], 1)))], Attribute("value", IntegerTensor([1], -1)));
        return model.Node("Concat", [gathered, rest], Attribute("axis", 0));
    }
}
