using TinyMl.Format;

namespace TinyMl.Operators;

/// <summary>One of any number of operands that broadcast to an output as NumPy does: where its elements lie for rows along the output's last axis.</summary>
internal readonly struct BroadcastOperand
{
    private readonly Dimensions _operand;
    private readonly Dimensions _output;

    /// <summary>Checks that the operand broadcasts to the output's shape.</summary>
    public BroadcastOperand(in OperatorReader reader, in Dimensions operand, in Dimensions output)
    {
        bool fits = operand.Rank <= output.Rank;
        for (int axis = 0; fits && axis < output.Rank; axis++)
        {
            int dimension = operand[axis - output.Rank + operand.Rank];
            fits = dimension == 1 || dimension == output[axis];
        }

        reader.Require(fits, "has an operand that does not broadcast to its output");
        _operand = operand;
        _output = output;
    }

    /// <summary>1 where the operand moves along a row, else 0.</summary>
    public int Step => Dimension(_output.Rank - 1) > 1 ? 1 : 0;

    /// <summary>The operand's element at the start of a row.</summary>
    public int Start(int row)
    {
        int start = 0;
        int stride = Dimension(_output.Rank - 1);
        for (int axis = _output.Rank - 2; axis >= 0; axis--)
        {
            int dimension = Dimension(axis);
            if (dimension > 1) start += row % _output[axis] * stride;
            row /= _output[axis];
            stride *= dimension;
        }

        return start;
    }

    // Shapes are aligned at their last axis; Dimensions gives 1 outside of the rank.
    private int Dimension(int axis) => _operand[axis - _output.Rank + _operand.Rank];
}
