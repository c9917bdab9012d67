using System;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators;
using TinyMl.Tasks.Emit;

namespace TinyMl.Tasks.Tests.Emit;

[TestClass]
public sealed class NamingKernels
{
    [TestMethod]
    [DataRow("Conv2DFloat32", "TinyMl.Operators.Float32.Conv2D")]
    [DataRow("Conv2DInt8", "TinyMl.Operators.Int8.Conv2D")]
    [DataRow("Transpose", "TinyMl.Operators.Data.Transpose")]
    public void ACodeNamesTheFamilyAndTheClass(string code, string type) => Assert.AreEqual(type, KernelNames.TypeOf(code));

    [TestMethod]
    public void EveryKernelStandsInThePublicClassThatItsCodeNames()
    {
        foreach (Kernel kernel in KernelSet.All.Kernels)
        {
            string name = KernelNames.TypeOf(kernel.Code.ToString());
            Type type = typeof(Kernel).Assembly.GetType(name, throwOnError: true)!;

            Assert.IsTrue(type.IsPublic, name);
            Assert.AreSame(kernel, type.GetProperty("Kernel", BindingFlags.Public | BindingFlags.Static)!.GetValue(null), name);
        }
    }
}
