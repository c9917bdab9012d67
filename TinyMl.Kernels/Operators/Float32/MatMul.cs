using TinyMl.Arithmetic;
using TinyMl.Format;

namespace TinyMl.Operators.Float32;

/// <summary>
/// Products of matrices, float32, either side a constant or not: y[..., m, n] = clamp(sum over k of left[..., m, k] * right[..., k, n]).
/// Inputs and output: those of <see cref="MatrixProducts"/>. Attributes: 1 where right is [..., N, K], else 0; the activation.
/// Where right is transposed, each sum is one <see cref="DotProduct"/>; else the products of a sum are added one after the other.
/// </summary>
public sealed class MatMul : Operator
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _y;
    private readonly MatrixProducts _products;
    private readonly FloatRange _activation;

    private MatMul(ref OperatorReader reader)
    {
        TensorRecord left = reader.Input(ElementType.Float32);
        TensorRecord right = reader.Input(ElementType.Float32);
        TensorRecord y = reader.Output(ElementType.Float32);
        _products = MatrixProducts.Read(ref reader, left.Shape, right.Shape, y.Shape);
        _activation = FloatRange.Read(ref reader);
        _left = left.Buffer;
        _right = right.Buffer;
        _y = y.Buffer;
    }

    /// <summary>The kernel, for a <see cref="KernelSet"/>.</summary>
    public static Kernel Kernel { get; } = new(OperatorCode.MatMulFloat32, 184, static (ref OperatorReader reader) => new MatMul(ref reader));

    internal override void Invoke(in ModelMemory memory)
    {
        RealSpan<Float32Format> left = _left.Read<Float32Format>(memory), right = _right.Read<Float32Format>(memory);
        Float32Span y = _y.WriteFloat32(memory);
        int written = 0;
        for (int matrix = 0; matrix < _products.Count; matrix++)
        {
            RealSpan<Float32Format> factor = right.Slice(_products.Right(matrix), _products.Depth * _products.Columns);
            int start = _products.Left(matrix);
            for (int row = 0; row < _products.Rows; row++)
            {
                Float32Span sums = y.Slice(written, _products.Columns);
                Multiply(sums, left.Slice(start + (row * _products.Depth), _products.Depth), factor);
                for (int i = 0; i < sums.Length; i++) sums[i] = _activation.Clamp(sums[i]);
                written += sums.Length;
            }
        }
    }

    private void Multiply(Float32Span sums, RealSpan<Float32Format> row, RealSpan<Float32Format> factor)
    {
        sums.Clear();
        if (_products.IsRightTransposed)
        {
            DotProduct.AddEach(sums, row, factor, start: 0, stride: _products.Depth);
            return;
        }

        for (int k = 0; k < row.Length; k++) Accumulation.AddScaled(sums, row[k], factor.Slice(k * sums.Length, sums.Length));
    }
}
