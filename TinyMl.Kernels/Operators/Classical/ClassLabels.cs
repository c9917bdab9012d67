using TinyMl.Format;

namespace TinyMl.Operators.Classical;

/// <summary>The constant label of each class, Int64 [C], of which an operator writes one for each sample.</summary>
internal readonly struct ClassLabels
{
    private readonly TensorBuffer _labels;
    private readonly TensorBuffer _y;

    private ClassLabels(TensorBuffer labels, TensorBuffer y, int count, int samples)
    {
        _labels = labels;
        _y = y;
        Count = count;
        Samples = samples;
    }

    /// <summary>How many classes there are.</summary>
    public int Count { get; }

    /// <summary>How many samples the output has room for.</summary>
    public int Samples { get; }

    /// <summary>Reads the next input, the labels, and the next output, Int64 with an element for each sample.</summary>
    public static ClassLabels Read(ref OperatorReader reader)
    {
        TensorRecord labels = reader.Constant(ElementType.Int64);
        TensorRecord y = reader.Output(ElementType.Int64);
        return new ClassLabels(labels.Buffer, y.Buffer, labels.Shape.Count, y.Shape.Count);
    }

    /// <summary>Writes the label of a sample's class.</summary>
    public void Write(scoped in ModelMemory memory, int sample, int index) =>
        _labels.Read(memory).Slice(index * sizeof(long), sizeof(long)).CopyTo(_y.Write(memory).Slice(sample * sizeof(long)));
}
