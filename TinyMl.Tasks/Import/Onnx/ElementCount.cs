using System.Collections.Generic;
using System.Linq;

namespace TinyMl.Tasks.Import.Onnx;

/// <summary>Products of dimensions.</summary>
internal static class ElementCount
{
    /// <summary>The elements of a tensor that there is, or along some of its axes; 1 without dimensions.</summary>
    public static int Of(IEnumerable<int> dimensions) =>
        dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary>
    /// The elements of a tensor that a file asks for; -1 where a dimension is negative, or the product of those that are not 0
    /// exceeds 31 bits, so that no product of some of them does.
    /// </summary>
    public static int Asked(IEnumerable<long> dimensions)
    {
        long product = 1;
        bool isEmpty = false;
        foreach (long dimension in dimensions)
        {
            if (dimension is < 0 or > int.MaxValue) return -1;
            isEmpty |= dimension == 0;
            product *= long.Max(1, dimension);
            if (product > int.MaxValue) return -1;
        }

        return isEmpty ? 0 : (int)product;
    }
}
