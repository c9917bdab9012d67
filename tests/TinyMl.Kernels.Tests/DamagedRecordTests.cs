using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Kernels.Tests.Classical;
using TinyMl.Kernels.Tests.Data;
using TinyMl.Kernels.Tests.Float32;
using TinyMl.Kernels.Tests.Int16;
using TinyMl.Kernels.Tests.Int8;

namespace TinyMl.Kernels.Tests;

/// <summary>What kernels do with records whose checksum would be right and whose content is not.</summary>
[TestClass]
public sealed class DamagedRecordTests
{
    private const int Seeds = 3000;

    [TestMethod]
    public void A_damaged_record_is_refused_or_runs_within_its_outputs()
    {
        foreach (OperatorRecord example in (IEnumerable<OperatorRecord>)[.. Float32Examples.All, .. Int8Examples.All, .. Int16Examples.All, .. DataExamples.All, .. ClassicalExamples.All])
        {
            int refused = 0;
            for (int seed = 0; seed < Seeds; seed++)
            {
                var random = new Random(seed);
                OperatorRecord record = example.Damaged(random);
                if (random.Next(2) == 0) record = record.Damaged(random);
                try
                {
                    record.Run<byte>();
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
                catch (Exception exception) when (exception is not AssertFailedException)
                {
                    Assert.Fail($"{record.Kernel.Code}, seed {seed}: {exception}");
                }
            }

            Assert.IsGreaterThan(Seeds / 10, refused, $"Damage to {example.Kernel.Code} is hardly ever refused.");
        }
    }
}
