using System.Linq;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>A value of a random ONNX graph: its name and shape.</summary>
internal sealed record RandomValue(string Name, long[] Shape)
{
    public int Rank => Shape.Length;

    public long Count => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>Whether it is an image [N, C, H, W], or a row [N, C, W], of at least some height and width.</summary>
    public bool IsImage(int least = 1) => Rank is 3 or 4 && Shape.Skip(2).All(dimension => dimension >= least);
}
