using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Arithmetic;

namespace TinyMl.Kernels.Tests.Arithmetic;

[TestClass]
public sealed class ErrorFunctionTests
{
    // x, erf x and erfc x, from the series with 140 digits and the continued fraction with 70.
    private static readonly double[][] Values =
    [
        [1e-09, 1.1283791670955127e-09, 0.9999999988716208],
        [0.25, 0.27632639016823696, 0.7236736098317631],
        [0.5, 0.5204998778130465, 0.4795001221869535],
        [0.75, 0.7111556336535151, 0.28884436634648486],
        [0.99, 0.8385080695553698, 0.1614919304446302],
        [1.0, 0.8427007929497149, 0.15729920705028513],
        [1.01, 0.8468104962282768, 0.1531895037717233],
        [1.5, 0.9661051464753108, 0.033894853524689274],
        [2.0, 0.9953222650189527, 0.004677734981047266],
        [2.5, 0.999593047982555, 0.0004069520174449589],
        [3.0, 0.9999779095030014, 2.209049699858544e-05],
        [4.0, 0.9999999845827421, 1.541725790028002e-08],
        [5.0, 0.9999999999984626, 1.537459794428035e-12],
        [5.9, 0.9999999999999999, 7.190409783550478e-17],
        [7.5, 1.0, 2.776649386030569e-26],
        [10.0, 1.0, 2.088487583762545e-45],
        [20.0, 1.0, 5.395865611607901e-176],
        [26.0, 1.0, 5.663192408856143e-296],
    ];

    [TestMethod]
    public void Equals_the_values_of_the_series()
    {
        foreach (double[] value in Values)
        {
            (double x, double erf, double erfc) = (value[0], value[1], value[2]);
            double ofTail = 4e-16 * (1 + (x * x));
            Assert.AreEqual(erf, ErrorFunction.Erf(x), 4e-16 * erf, $"erf {x}");
            Assert.AreEqual(-erf, ErrorFunction.Erf(-x), 4e-16 * erf, $"erf -{x}");
            Assert.AreEqual(erfc, ErrorFunction.Erfc(x), ofTail * erfc, $"erfc {x}");
            Assert.AreEqual(1 + erf, ErrorFunction.Erfc(-x), 8e-16, $"erfc -{x}");
        }
    }

    [TestMethod]
    public void Meets_the_ends_of_its_range()
    {
        double[][] ends =
        [
            [0, 0, 1], [double.PositiveInfinity, 1, 0], [double.NegativeInfinity, -1, 2], [double.NaN, double.NaN, double.NaN], [28, 1, 0], [-28, -1, 2],
        ];
        foreach (double[] end in ends)
        {
            Assert.AreEqual(end[1], ErrorFunction.Erf(end[0]));
            Assert.AreEqual(end[2], ErrorFunction.Erfc(end[0]));
        }
    }
}
