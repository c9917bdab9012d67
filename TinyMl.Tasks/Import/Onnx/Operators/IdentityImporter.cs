namespace TinyMl.Tasks.Import.Onnx.Operators;

/// <summary>Identity: another name for its input.</summary>
internal static class IdentityImporter
{
    public static void Import(OnnxNode node)
    {
        node.Expect(1, 1);
        node.Output(node.Input(0));
    }
}
