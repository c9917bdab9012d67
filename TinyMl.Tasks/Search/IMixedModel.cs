using System;
using System.Collections.Immutable;

namespace TinyMl.Tasks.Search;

/// <summary>What can be asked of a model whose mix is searched.</summary>
internal interface IMixedModel
{
    /// <summary>The choices of each layer with weights, the most faithful first, with what they take and what they cost. Measured once, when it is asked for.</summary>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    ImmutableArray<ImmutableArray<PricedChoice>> Layers { get; }

    /// <summary>Puts a mix together, packs and measures it.</summary>
    /// <param name="mix">The number of each layer's choice.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    Trial Try(ImmutableArray<int> mix);

    /// <summary>Quantizes a mix as a build does, packs and measures it.</summary>
    /// <param name="mix">The number of each layer's choice.</param>
    /// <exception cref="OperationCanceledException">The build was canceled.</exception>
    Trial Finish(ImmutableArray<int> mix);
}
