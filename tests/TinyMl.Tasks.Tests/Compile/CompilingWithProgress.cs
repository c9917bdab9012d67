using System;
using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace TinyMl.Tasks.Tests.Compile;

[TestClass]
public sealed class CompilingWithProgress
{
    [TestMethod]
    public void AQuickBuildIsSilentAndALongOneSpeaksEveryFewSeconds()
    {
        var clock = new Clock();
        var said = new List<string>();
        var progress = new CompileProgress("keywords.onnx", said.Add, clock);

        for (int layer = 1; layer <= 12; layer++)
        {
            progress.Report("quantizing", layer, 12, "layers");
            clock.Seconds++;
        }

        CollectionAssert.AreEqual(new[] { "keywords.onnx: quantizing 5 of 12 layers", "keywords.onnx: quantizing 9 of 12 layers" }, said);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
