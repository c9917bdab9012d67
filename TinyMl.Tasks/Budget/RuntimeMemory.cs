using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TinyMl.Format;
using TinyMl.Operators;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Lower;
using TinyMl.Tasks.Pack;

namespace TinyMl.Tasks.Budget;

/// <summary>
/// <c>ram.runtime</c>: the bytes that <see cref="TinyModel.Load(System.ReadOnlyMemory{byte}, System.Memory{byte})"/> allocates on
/// 64-bit .NET beside the arena. docs/memory.md states the formula.
/// </summary>
internal static class RuntimeMemory
{
    /// <summary>The <see cref="TinyModel"/> object: its header, two memories, seven arrays, the name and the arena's size.</summary>
    private const int ModelObject = 120;

    /// <summary>A <see cref="TensorInfo"/> object.</summary>
    private const int EdgeObject = 48;

    /// <summary>Header, type and length of an array.</summary>
    private const int ArrayHeader = 24;

    private const int Reference = 8;

    public static int Of(LoweredGraph graph, PackedModelFile packed)
    {
        Dictionary<OperatorCode, Kernel> kernels = KernelSet.All.Kernels.ToDictionary(kernel => kernel.Code);
        int operators = Array(graph.Operators.Length, Reference)
            + graph.Records.Sum(Object);
        int states = graph.States.IsEmpty ? 0 : Array(graph.States.Length, Unsafe.SizeOf<StateRecord>());
        int labels = graph.Labels.IsEmpty ? 0 : Array(graph.Labels.Length, Reference) + graph.Labels.Sum(String);
        int tensors = Array(packed.TensorCount, Unsafe.SizeOf<TensorRecord>());
        return ModelObject + String(graph.Name) + tensors + Edges(graph.Inputs) + Edges(graph.Outputs) + operators + states + labels;

        int Object(LoweredOperator lowered)
        {
            Kernel kernel = kernels[lowered.Code];
            return Align(kernel.InstanceBytes + (lowered.Inputs.Length * kernel.BytesPerInput) + (lowered.Attributes.Length * kernel.BytesPerAttribute));
        }
    }

    private static int Edges(IReadOnlyCollection<Tensor> edges) =>
        Array(edges.Count, Reference)
        + Array(edges.Count, Unsafe.SizeOf<TensorBuffer>())
        + edges.Sum(tensor => EdgeObject + String(tensor.Name) + Array(tensor.Shape.Rank, sizeof(int)));

    // An array of no elements is shared where it is of a rank-0 shape or an empty list, but counts: the sum stays an upper bound.
    private static int Array(int length, int element) => Align(ArrayHeader + (length * element));

    // Header, type, length, the UTF-16 characters and a terminating zero.
    private static int String(string text) => text.Length == 0 ? 0 : Align(20 + (sizeof(char) * (text.Length + 1)));

    private static int Align(int bytes) => (bytes + 7) & ~7;
}
