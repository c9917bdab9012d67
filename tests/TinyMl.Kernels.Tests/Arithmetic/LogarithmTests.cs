using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class LogarithmTests
{
    [TestMethod]
    public void Log_is_within_two_units_in_the_last_place_of_double_over_its_whole_range()
    {
        Deviation.IsAtMost(4.5e-16, Math.Log, Logarithm.Log, Deviation.Magnitudes(-323, 308).Where(x => x > 0));
        Deviation.IsAtMost(4.5e-16, Math.Log, Logarithm.Log, Deviation.Steps(0.4, 3, 0.00017));
    }

    [TestMethod]
    public void Log_meets_the_ends_of_its_range() =>
        Deviation.IsAtMost(0, Math.Log, Logarithm.Log, [0, -0.0, -1, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity]);

    [TestMethod]
    public void Log_of_one_plus_a_number_is_as_exact_near_zero()
    {
        // ln(1 + x) = x - x^2/2 + x^3/3 - ...
        Deviation.IsAtMost(5e-16, x => x * (1 - (x * (0.5 - (x * ((1.0 / 3) - (x / 4)))))), Logarithm.LogOnePlus, Deviation.Magnitudes(-300, -4));
        Deviation.IsAtMost(1e-15, x => Math.Log(1 + x), Logarithm.LogOnePlus, Deviation.Steps(1, 1000, 1));
        Deviation.IsAtMost(0, x => x, Logarithm.LogOnePlus, [0, double.PositiveInfinity, double.NaN]);
    }
}
