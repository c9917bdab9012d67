namespace TinyMl.Tasks.Pack;

/// <summary>What the bytes of a packed file are; header and checksum count as graph.</summary>
internal readonly record struct FlashUsage(int Weights, int Biases, int Quantization, int Graph)
{
    public int Bytes => Weights + Biases + Quantization + Graph;
}
