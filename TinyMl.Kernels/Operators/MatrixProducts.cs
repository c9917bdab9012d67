using System;
using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>
/// The shape of products of matrices: left [..., M, K] times right [..., K, N], or [..., N, K] where it is transposed, to y
/// [..., M, N]. The dimensions before the last two broadcast as in NumPy.
/// </summary>
internal readonly struct MatrixProducts
{
    private readonly Broadcast _batches;

    private MatrixProducts(in Broadcast batches, in Dimensions left, in Dimensions y, bool isRightTransposed)
    {
        _batches = batches;
        Rows = y[y.Rank - 2];
        Columns = y[y.Rank - 1];
        Depth = left[left.Rank - 1];
        IsRightTransposed = isRightTransposed;
    }

    /// <summary>The rows of left and of y, M.</summary>
    public int Rows { get; }

    /// <summary>The columns of y, N.</summary>
    public int Columns { get; }

    /// <summary>The products of a sum, K.</summary>
    public int Depth { get; }

    /// <summary>Whether the matrices of right are [N, K].</summary>
    public bool IsRightTransposed { get; }

    /// <summary>The matrices of y.</summary>
    public int Count => _batches.Rows * _batches.RowLength;

    /// <summary>Reads an attribute, 1 where right is transposed, else 0, and checks the shapes.</summary>
    public static MatrixProducts Read(ref OperatorReader reader, in Dimensions left, in Dimensions right, in Dimensions y)
    {
        bool isRightTransposed = reader.Attribute(0, 1) == 1;
        reader.Require(left.Rank >= 2 && right.Rank >= 2 && y.Rank >= 2, "has an operand that is not a matrix");
        int depth = right[right.Rank - (isRightTransposed ? 1 : 2)], columns = right[right.Rank - (isRightTransposed ? 2 : 1)];
        reader.Require(
            left[left.Rank - 1] == depth && y[y.Rank - 1] == columns && y[y.Rank - 2] == left[left.Rank - 2],
            "has matrices that do not go together");
        return new MatrixProducts(Broadcast.Create(reader, Batches(left), Batches(right), Batches(y)), left, y, isRightTransposed);
    }

    /// <summary>The element of left at which the matrix for a matrix of y starts.</summary>
    public int Left(int matrix)
    {
        int row = matrix / _batches.RowLength;
        return (_batches.LeftStart(row) + (matrix % _batches.RowLength * _batches.LeftStep)) * Rows * Depth;
    }

    /// <summary>The element of right at which the matrix for a matrix of y starts.</summary>
    public int Right(int matrix)
    {
        int row = matrix / _batches.RowLength;
        return (_batches.RightStart(row) + (matrix % _batches.RowLength * _batches.RightStep)) * Depth * Columns;
    }

    private static Dimensions Batches(in Dimensions shape)
    {
        Span<int> batches = stackalloc int[shape.Rank - 2];
        for (int i = 0; i < batches.Length; i++) batches[i] = shape[i];
        return new Dimensions(batches);
    }
}
