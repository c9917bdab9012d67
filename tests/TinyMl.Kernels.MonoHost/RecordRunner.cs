using System;
using System.IO;

namespace TinyMl.Kernels.MonoHost;

/// <summary>Runs a model over records of raw bytes: the same lines on every runtime that is compared.</summary>
internal static class RecordRunner
{
    /// <summary>The outputs of all records, one after the other; a record is the bytes of all inputs.</summary>
    public static byte[] Run(byte[] packed, byte[] records)
    {
        TinyModel model = TinyModel.Load(packed);
        var outputs = new MemoryStream();
        int next = 0;
        while (next < records.Length)
        {
            for (int i = 0; i < model.Inputs.Count; i++)
            {
                Span<byte> input = model.Input<byte>(i);
                records.AsSpan(next, input.Length).CopyTo(input);
                next += input.Length;
            }

            model.Invoke();
            for (int i = 0; i < model.Outputs.Count; i++)
            {
                byte[] output = model.Output<byte>(i).ToArray();
                outputs.Write(output, 0, output.Length);
            }
        }

        return outputs.ToArray();
    }
}
