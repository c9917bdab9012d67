using System;

namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>One axis of a Resize.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Input">The elements of the input.</param>
/// <param name="Output">The elements of the output.</param>
/// <param name="Scale">Output elements for each input element; the output's length may be rounded.</param>
/// <param name="Start">Where the part of the input starts that tf_crop_and_resize takes; 0 is its first element, 1 its last.</param>
/// <param name="End">Where that part ends.</param>
internal readonly record struct ResizeAxis(int Axis, int Input, int Output, float Scale, float Start, float End)
{
    /// <summary>
    /// Where an element of the output lies in the input, by the formulas of the operator's attribute
    /// coordinate_transformation_mode, in binary32 as ONNX Runtime computes them; null for a mode that there is not.
    /// </summary>
    public float? Coordinate(string mode, int k) => mode switch
    {
        "half_pixel" => HalfPixel(k),
        "half_pixel_symmetric" => (Input / 2f * (1 - (Output / (Scale * Input)))) + ((k + 0.5f) / Scale) - 0.5f,
        "pytorch_half_pixel" => Output > 1 ? HalfPixel(k) : 0,
        "align_corners" => Output > 1 ? (float)k * (Input - 1) / (Output - 1) : 0,
        "asymmetric" => k / Scale,
        "tf_half_pixel_for_nn" => (k + 0.5f) / Scale,
        "tf_crop_and_resize" => Output > 1
            ? (Start * (Input - 1)) + (k * (End - Start) * (Input - 1) / (Output - 1))
            : 0.5f * (Start + End) * (Input - 1),
        _ => null,
    };

    /// <summary>Whether nothing changes along the axis.</summary>
    public bool IsIdentity(string mode) => Input == Output && Scale == 1 && (mode != "tf_crop_and_resize" || (Start == 0 && End == 1)) && mode != "tf_half_pixel_for_nn";

    /// <summary>Whether the scale gives the output's length without rounding.</summary>
    public bool HasWholeLength => MathF.Abs((Scale * Input) - Output) < 1e-3f;

    /// <summary>The place that nearest_mode takes for a coordinate; null for a mode that there is not.</summary>
    public int? Nearest(string mode, float coordinate)
    {
        float? place = mode switch
        {
            "round_prefer_floor" => MathF.Ceiling(coordinate - 0.5f),
            "round_prefer_ceil" => MathF.Floor(coordinate + 0.5f),
            "floor" => MathF.Floor(coordinate),
            "ceil" => MathF.Ceiling(coordinate),

            // Before there was the attribute: upwards where the axis shrinks.
            "simple" => Scale < 1 ? MathF.Ceiling(coordinate) : MathF.Truncate(coordinate),
            _ => null,
        };
        return place is { } rounded ? (int)Math.Clamp(rounded, 0, Input - 1) : null;
    }

    private float HalfPixel(int k) => ((k + 0.5f) / Scale) - 0.5f;
}
