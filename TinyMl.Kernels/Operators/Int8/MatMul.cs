using System;
using TinyMl.Arithmetic;
using TinyMl.Format;
using TinyMl.Operators.Integer;

namespace TinyMl.Operators.Int8;

/// <summary>
/// Products of matrices, either side a constant or not. Inputs: left, right (<see cref="MatrixProducts"/>), optional bias [N]
/// of scale s_left * s_right; output y. Attributes: 1 where right is [..., N, K], else 0; zero points of left and right; mantissa
/// and shift of s_left * s_right / s_y; zero point of y, least and greatest y.
/// <code>y = clamp(z_y + round(factor * (bias[n] + sum over k of (left[m, k] - z_left) * (right[k, n] - z_right))))</code>
/// Equals TensorFlow Lite Micro's reference BatchMatMul, and FullyConnected of weights with any zero point, with double rounding
/// bit for bit.
/// </summary>
public sealed class MatMul : Operator
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly IntegerConstants _bias;
    private readonly TensorBuffer _y;
    private readonly MatrixProducts _products;
    private readonly sbyte _leftZeroPoint;
    private readonly sbyte _rightZeroPoint;
    private readonly QuantizedMultiplier _multiplier;
    private readonly OutputRange<sbyte> _range;

    private MatMul(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(ElementType.Int8);
        TensorRecord right = reader.Input(ElementType.Int8);
        TensorRecord bias = reader.InputsLeft > 0 ? reader.Integers() : default;
        TensorRecord y = reader.Output(ElementType.Int8);
        _products = MatrixProducts.Read(ref reader, left.Shape, right.Shape, y.Shape);
        reader.Require(!bias.IsConstant || bias.Shape.Count == _products.Columns, "has a bias that is not one a column");
        _leftZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _rightZeroPoint = (sbyte)reader.Attribute(sbyte.MinValue, sbyte.MaxValue);
        _multiplier = QuantizedMultiplier.Read(ref reader);
        _range = OutputRange<sbyte>.Read(ref reader);
        _left = left.Buffer;
        _right = right.Buffer;
        _bias = new IntegerConstants(bias);
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MatMulInt8, 200, static (ref OperatorReader reader) => new MatMul(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        ReadOnlySpan<sbyte> left = _left.ReadInt8(memory), right = _right.ReadInt8(memory);
        PackedIntegerSpan bias = _bias.Read(memory);
        Span<sbyte> y = _y.WriteInt8(memory);
        int written = 0;
        for (int matrix = 0; matrix < _products.Count; matrix++)
        {
            ReadOnlySpan<sbyte> factor = right.Slice(_products.Right(matrix), _products.Depth * _products.Columns);
            int start = _products.Left(matrix);
            for (int row = 0; row < _products.Rows; row++)
            {
                ReadOnlySpan<sbyte> x = left.Slice(start + (row * _products.Depth), _products.Depth);

                // sum (l - z_l) (r - z_r) = sum (l - z_l) r - z_r sum (l - z_l).
                int common = -_rightZeroPoint * Sum(x);
                for (int column = 0; column < _products.Columns; column++)
                {
                    int sum = common + Product(x, factor, column);
                    if (!bias.IsEmpty) sum += (int)bias[column];
                    y[written++] = _range.Store(_multiplier.Multiply(sum));
                }
            }
        }
    }

    private int Sum(ReadOnlySpan<sbyte> x)
    {
        int sum = 0;
        foreach (sbyte value in x) sum += value - _leftZeroPoint;
        return sum;
    }

    private int Product(ReadOnlySpan<sbyte> x, ReadOnlySpan<sbyte> factor, int column)
    {
        if (_products.IsRightTransposed) return Int8Products.Dot(x, _leftZeroPoint, factor.Slice(column * x.Length, x.Length));
        int sum = 0;
        for (int k = 0; k < x.Length; k++) sum += (x[k] - _leftZeroPoint) * factor[(k * _products.Columns) + column];
        return sum;
    }
}
