using System;
using System.IO;
using TinyMl.Operators;

namespace TinyMl.Format;

/// <summary>A state of the packed model: a tensor that one inference leaves to the next, and what the first one reads.</summary>
internal readonly struct StateRecord
{
    private readonly TensorBuffer _state;
    private readonly TensorBuffer _initial;
    private readonly byte _fill;
    private readonly bool _isFilled;

    private StateRecord(TensorBuffer state, TensorBuffer initial, byte fill, bool isFilled)
    {
        _state = state;
        _initial = initial;
        _fill = fill;
        _isFilled = isFilled;
    }

    /// <summary>Reads a record: the tensor, then 0 and the value of all its bytes, or the constant's index plus 1.</summary>
    public static StateRecord Read(ref PackedReader reader, TensorRecord[] tensors)
    {
        TensorRecord state = tensors[reader.VarUInt(tensors.Length - 1, "A state's index")];
        if (state.IsConstant || state.IsRing) throw new InvalidDataException("A state is a constant or a ring of rows.");
        int initial = reader.VarUInt(tensors.Length, "The index of a state's initial value");
        if (initial == 0) return new StateRecord(state.Buffer, default, reader.Byte(), isFilled: true);

        TensorRecord constant = tensors[initial - 1];
        if (!constant.IsConstant || constant.Type != state.Type || constant.ByteLength != state.ByteLength) throw new InvalidDataException("A state's initial value is not a constant of its type and size.");
        return new StateRecord(state.Buffer, constant.Buffer, 0, isFilled: false);
    }

    /// <summary>Writes what the first inference reads.</summary>
    public void Restore(in ModelMemory memory)
    {
        Span<byte> state = _state.Write(memory);
        if (_isFilled)
        {
            state.Fill(_fill);
        }
        else
        {
            _initial.Read(memory).CopyTo(state);
        }
    }
}
