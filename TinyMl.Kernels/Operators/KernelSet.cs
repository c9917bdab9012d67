using System;
using System.Collections.Generic;

namespace TinyMl.Operators;

/// <summary>The kernels with which a model may be loaded.</summary>
public sealed class KernelSet
{
    private readonly Kernel[] _kernels;

    /// <summary>A set of the given kernels.</summary>
    /// <param name="kernels">The kernels, in any order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="kernels"/> is null.</exception>
    public KernelSet(params Kernel[] kernels)
    {
        _kernels = kernels ?? throw new ArgumentNullException(nameof(kernels));
    }

    /// <summary>Every kernel of this version.</summary>
    public static KernelSet All { get; } = new();

    internal IReadOnlyList<Kernel> Kernels => _kernels;

    internal Kernel? Find(OperatorCode code)
    {
        foreach (Kernel kernel in _kernels)
        {
            if (kernel.Code == code) return kernel;
        }

        return null;
    }
}
