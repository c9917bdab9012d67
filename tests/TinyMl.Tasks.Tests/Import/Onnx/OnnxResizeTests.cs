using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Tasks.Graphs;
using static TinyMl.Tasks.Tests.Import.Onnx.OnnxModelBuilder;

namespace TinyMl.Tasks.Tests.Import.Onnx;

/// <summary>Resize and Upsample in all their modes against ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxResizeTests
{
    private static readonly string[] _coordinates = ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize"];
    private static readonly string[] _nearest = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"];

    [TestMethod]
    [DataRow("nearest")]
    [DataRow("linear")]
    [DataRow("cubic")]
    public void EveryCoordinateModeAgrees(string mode)
    {
        foreach (string coordinates in _coordinates)
        {
            foreach (string nearest in mode == "nearest" ? _nearest : ["floor"])
            {
                foreach ((long height, long width) in new[] { (9L, 11L), (2L, 3L), (5L, 10L), (1L, 1L), (14L, 4L) })
                {
                    // ONNX Runtime does not crop an axis that keeps its length.
                    if (coordinates == "tf_crop_and_resize" && height == 5) continue;
                    var model = new OnnxModelBuilder(19);
                    string roi = coordinates == "tf_crop_and_resize" ? model.Floats([8], 0, 0, 0.2f, -0.1f, 1, 1, 0.9f, 0.75f) : "";
                    model.Output(model.Node(
                        "Resize", [model.Input(1, 2, 5, 6), roi, "", model.Integers(1, 2, height, width)],
                        Attribute("mode", mode), Attribute("coordinate_transformation_mode", coordinates), Attribute("nearest_mode", nearest), Attribute("extrapolation_value", 7f)));
                    OnnxRuntimeOracle.RequireAgreement(model, $"{coordinates} {nearest} to {height}, {width}");
                }
            }
        }
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(9)]
    [DataRow(10)]
    [DataRow(11)]
    [DataRow(13)]
    [DataRow(18)]
    public void ScalesAgreeInEveryOpset(int opset)
    {
        foreach (string mode in new[] { "nearest", "linear" })
        {
            foreach (float[] scales in new[] { [1, 1, 2, 2], [1, 1, 2.5f, 1.3f], [1, 1, 3, 1], new[] { 1, 1, 0.6f, 0.5f } })
            {
                if (opset < 10 && scales.Any(scale => scale < 1)) continue;
                var model = new OnnxModelBuilder(opset);
                string x = model.Input(1, 3, 5, 6);
                model.Output(opset switch
                {
                    7 => model.Node("Upsample", [x], Attribute("scales", scales), Attribute("mode", mode)),
                    9 => model.Node("Upsample", [x, model.Floats([4], scales)], Attribute("mode", mode)),
                    10 => model.Node("Resize", [x, model.Floats([4], scales)], Attribute("mode", mode)),
                    _ => model.Node("Resize", [x, opset < 13 ? model.Floats([0]) : "", model.Floats([4], scales)], Attribute("mode", mode)),
                });
                OnnxRuntimeOracle.RequireAgreement(model, $"{mode} by {string.Join(", ", scales)}");
            }
        }
    }

    [TestMethod]
    [DataRow("not_larger")]
    [DataRow("not_smaller")]
    [DataRow("stretch")]
    public void SomeAxesMayBeResizedAndTheirRatioKept(string policy)
    {
        foreach (string mode in new[] { "nearest", "linear", "cubic" })
        {
            foreach (long[] sizes in new[] { [7, 9], [3, 10], new[] { 8L, 2L } })
            {
                var model = new OnnxModelBuilder(18);
                model.Output(model.Node("Resize", [model.Input(1, 2, 4, 5), "", "", model.Integers(sizes)], Attribute("axes", 3L, 2), Attribute("keep_aspect_ratio_policy", policy), Attribute("mode", mode)));
                OnnxRuntimeOracle.RequireAgreement(model, $"{mode} to {string.Join(", ", sizes)}");
            }
        }
    }

    [TestMethod]
    [DataRow("linear", 0)]
    [DataRow("cubic", 0)]
    [DataRow("cubic", 1)]
    public void WhatLiesOutsideMayBeExcluded(string mode, int exclude)
    {
        foreach (long size in new[] { 3L, 5, 13 })
        {
            var model = new OnnxModelBuilder(18);
            model.Output(model.Node(
                "Resize", [model.Input(1, 1, 6, 7), "", "", model.Integers(1, 1, size, size + 1)],
                Attribute("mode", mode), Attribute("exclude_outside", exclude), Attribute("cubic_coeff_a", -0.5f)));
            OnnxRuntimeOracle.RequireAgreement(model, $"{size}");
        }
    }

    // ONNX Runtime leaves out what lies outside where it antialiases, whatever exclude_outside says.
    [TestMethod]
    [DataRow("linear")]
    [DataRow("cubic")]
    public void AntialiasingAgreesInsideAndWhereWhatLiesOutsideIsExcluded(string mode)
    {
        foreach ((long height, long width) in new[] { (4L, 5L), (3L, 20L), (11L, 9L), (5L, 2L) })
        {
            var model = new OnnxModelBuilder(18);
            model.Output(model.Node(
                "Resize", [model.Input(1, 1, 12, 10), "", "", model.Integers(1, 1, height, width)], Attribute("mode", mode), Attribute("antialias", 1), Attribute("exclude_outside", 1)));
            OnnxRuntimeOracle.RequireAgreement(model, $"to {height}, {width}");
        }
    }

    [TestMethod]
    public void OneAxisAndThreeAxesAgree()
    {
        foreach ((long[] shape, long[] sizes) in new[] { (new long[] { 1, 2, 9 }, new long[] { 1, 2, 5 }), ([1, 1, 3, 4, 5], [1, 1, 6, 7, 8]) })
        {
            var model = new OnnxModelBuilder(18);
            model.Output(model.Node("Resize", [model.Input(shape), "", "", model.Integers(sizes)], Attribute("mode", "linear")));
            OnnxRuntimeOracle.RequireAgreement(model, $"{shape.Length} dimensions");
        }
    }

    [TestMethod]
    public void AResizeBetweenConvolutionsNeedsNoTranspose()
    {
        foreach (string mode in new[] { "nearest", "linear" })
        {
            var model = new OnnxModelBuilder(13);
            string y = model.Node("Conv", [model.Input(1, 3, 8, 8), model.Random(1, 4, 3, 3, 3)]);
            y = model.Node("Resize", [y, "", model.Floats([4], 1, 1, 2, 2)], Attribute("mode", mode));
            y = model.Node("Slice", [model.Node("Conv", [y, model.Random(2, 4, 4, 3, 3)]), model.Integers(1), model.Integers(3), model.Integers(1)]);
            model.Output(model.Node("GlobalAveragePool", [y]));

            Graph graph = OnnxRuntimeOracle.RequireAgreement(model, mode);

            Assert.AreEqual(1, graph.Nodes.Count(node => node.Operator.Name == "Transpose"), string.Join(", ", graph.Nodes));
        }
    }

    [TestMethod]
    [DataRow("mode", "bicubic", "its mode is 'bicubic'")]
    [DataRow("coordinate_transformation_mode", "pixel", "its coordinate_transformation_mode is 'pixel'")]
    [DataRow("nearest_mode", "round", "its nearest_mode is 'round'")]
    [DataRow("keep_aspect_ratio_policy", "crop", "its keep_aspect_ratio_policy is 'crop'")]
    public void ModesThatThereAreNotAreNamed(string attribute, string value, string reason)
    {
        var model = new OnnxModelBuilder(18);
        model.Output(model.Node("Resize", [model.Input(1, 1, 4, 4), "", "", model.Integers(1, 1, 8, 8)], Attribute(attribute, value)));
        OnnxRefusalTests.Refused(model, "TML1004", reason);
    }

    [TestMethod]
    public void CornersOfHalfAnElementAreRefused()
    {
        var model = new OnnxModelBuilder(13);
        model.Output(model.Node("Resize", [model.Input(1, 1, 4, 4), "", model.Floats([4], 1, 1, 0.6f, 1)], Attribute("mode", "linear"), Attribute("coordinate_transformation_mode", "align_corners")));
        OnnxRefusalTests.Refused(model, "TML1004", "it aligns corners, and 0.6 times 4 elements are not a whole number");
    }
}
