namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Dropout, which does nothing at inference.</summary>
internal static class DropoutImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, node.Opset < 12 ? 1 : 3);
        node.Attributes.Ignore("ratio");
        node.Attributes.Ignore("seed");
        if (node.Has(2) && node.Constant(2, "training_mode").Integers() is not [0])
            throw node.Unsupported("it is in training mode");
        node.Output(node.Input(0));
    }
}
