using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Import.TfLite.Operators;

/// <summary>AVERAGE_POOL_2D and MAX_POOL_2D of x [N, H, W, C]; padding never counts.</summary>
internal static class PoolImport
{
    public static void Average(TfLiteNode node)
    {
        (Tensor x, int height, int width, Window window, ActivationRange activation) = Read(node);
        node.AddMove(new AveragePool2D(height, width, window, CountPadding: false, activation), x);
    }

    public static void Maximum(TfLiteNode node)
    {
        (Tensor x, int height, int width, Window window, ActivationRange activation) = Read(node);
        node.AddMove(new MaxPool2D(height, width, window, activation), x);
    }

    private static (Tensor X, int Height, int Width, Window Window, ActivationRange Activation) Read(TfLiteNode node)
    {
        node.Expect(inputs: 1);
        FlatTable options = node.Options(BuiltinOptions.Pool2D, knownFields: 6);
        Tensor x = node.Value(0);
        int width = options.Int32(3), height = options.Int32(4);
        Window window = WindowImport.Import(
            node,
            x.Shape,
            options.Byte(0),
            filter: (height, width),
            stride: (options.Int32(2), options.Int32(1)),
            dilation: (1, 1));
        return (x, height, width, window, node.Activation(options.Byte(5)));
    }
}
