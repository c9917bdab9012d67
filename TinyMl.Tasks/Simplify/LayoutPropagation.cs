using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Graphs;
using TinyMl.Tasks.Graphs.Operators;

namespace TinyMl.Tasks.Simplify;

/// <summary>
/// Walks a graph once and puts every transpose off as long as it can: values are <see cref="LayoutView"/>s, operators without a
/// layout of their own run on the base of a view, and only where a layout is needed the transpose is made, once for all who
/// need it.
/// </summary>
internal sealed class LayoutPropagation
{
    private readonly HashSet<Node> _stops;
    private readonly IReadOnlySet<(string Base, string Layout)> _expected;
    private readonly Dictionary<Tensor, LayoutView> _views = [];
    private readonly Dictionary<(Tensor Base, string Layout), Tensor> _made = [];
    private readonly List<Node> _nodes = [];
    private readonly List<(Node Node, LayoutView Passed)> _moved = [];
    private readonly List<Node> _turned = [];

    private LayoutPropagation(Graph graph, HashSet<Node> stops, IReadOnlySet<(string Base, string Layout)> expected)
    {
        _stops = stops;
        _expected = expected;
        foreach (Tensor input in graph.Sources) _views.Add(input, new LayoutView(input, followsLayer: false));
        foreach (Node node in graph.Nodes) Visit(node);
        foreach (Tensor output in graph.Results.Distinct()) Give(output);
        Graph = graph.With(_nodes).WithoutUnused();
        Cost = TransposeCost.Of(Graph);
    }

    public Graph Graph { get; }

    public TransposeCost Cost { get; }

    /// <summary>How many times a transpose that follows a layer moved behind an operator.</summary>
    public int Moves => _moved.Count(move => move.Passed is { FollowsLayer: true, KeepsOrder: false });

    /// <summary>Whether an operator was given a layout that only some of its inputs had.</summary>
    public bool HasTurned => _turned.Count > 0;

    /// <summary>The nodes where moving a transpose may have made another one necessary, or one of more elements.</summary>
    public IEnumerable<Node> Doubtful =>
        _moved.Where(move => _made.ContainsKey(Key(move.Passed)) || move.Node.Operator is Axiswise).Select(move => move.Node).Concat(_turned).Distinct();

    /// <summary>The transposes that were made: the name of what was transposed, and the layout.</summary>
    public IReadOnlySet<(string Base, string Layout)> Made => _made.Keys.Select(key => (key.Base.Name, key.Layout)).ToHashSet();

    /// <summary>Walks a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="stops">Nodes that no transpose moves behind.</param>
    /// <param name="expected">Transposes that will be made anyway, so that they cost nothing where they are wanted
    /// before.</param>
    public static LayoutPropagation Run(Graph graph, HashSet<Node> stops, IReadOnlySet<(string Base, string Layout)> expected) =>
        new(graph, stops, expected);

    private void Visit(Node node)
    {
        bool isHandled = !_stops.Contains(node) && node.Operator switch
        {
            Transpose transpose => TryTranspose(node, transpose),
            Reshape => TryReshape(node),
            FullyConnected => TryFullyConnected(node),
            MatMul product => TryProduct(node, product),
            RowWise => KeepsLastAxis(View(node.Input)) && TryMove(node, View(node.Input), node.Operator),
            Elementwise => TryMove(node, View(node.Input), node.Operator),
            Axiswise axiswise => View(node.Input) is { IsReshaped: false } view && TryMove(node, view, axiswise.Permuted(Permutation.Inverse(view.Permutation))),
            Reduction reduction => TryReduce(node, reduction.Axes, axes => reduction with { Axes = axes }),
            ArgMinMax index => TryReduce(node, [index.Axis], axes => index with { Axis = axes[0] }),
            Binary => TryBinary(node),
            Concat concat => TryJoin(node, layout => concat with { Axis = layout[concat.Axis] }),
            _ => false,
        };
        if (isHandled) return;

        Tensor? free = HoistTransposes.FreeInput(node) ?? (node.Operator is Reshape reshape && reshape.KeepsAxes(node.Input.Shape) ? node.Input : null);
        bool followsLayer = free is null ? node.Operator is not Reshape : View(free).FollowsLayer;
        Emit(node.With(inputs: node.Inputs.Select(Make)), followsLayer);
    }

    private static bool KeepsLastAxis(LayoutView view) =>
        view is { IsIdentity: false, IsReshaped: false } && view.Permutation[^1] == view.Permutation.Length - 1;

    private bool TryTranspose(Node node, Transpose transpose)
    {
        if (!IsMove(node)) return false;
        LayoutView view = View(node.Input);
        if (view.IsReshaped) view = new LayoutView(Make(view), view.FollowsLayer);
        _views.Add(node.Output, view.Then(transpose.Permutation));
        return true;
    }

    private bool TryReshape(Node node)
    {
        LayoutView view = View(node.Input);
        if (!IsMove(node) || view.KeepsOrder)
        {
            if (view.IsIdentity || !IsMove(node)) return false;
            Emit(node.With(inputs: [view.Base]), followsLayer: false);
            return true;
        }

        _views.Add(node.Output, view with { Shape = node.Output.Shape });
        return true;
    }

    /// <summary>A layer that multiplies all elements takes them in any order that its weights have too.</summary>
    private bool TryFullyConnected(Node node)
    {
        LayoutView view = View(node.Input);
        Tensor weights = node.Inputs[1];
        if (view.IsIdentity || !weights.IsConstant) return false;
        if (view.KeepsOrder)
        {
            Emit(node.With(inputs: node.Inputs.SetItem(0, view.Base)), followsLayer: true);
            return true;
        }

        // The axes that count rows must stand still, those that count columns may change places among themselves.
        int rowAxes = 0;
        for (int rows = 1; rows < node.Output.Shape[0]; rows *= view.TransposedShape[rowAxes++])
        {
            if (view.Permutation[rowAxes] != rowAxes) return false;
        }

        if (view.Base.Shape.Skip(rowAxes).Aggregate(1L, (product, dimension) => product * dimension) != weights.Shape[1])
            return false;
        ImmutableArray<int> columns = [.. view.Permutation.Skip(rowAxes).Select(axis => axis - rowAxes + 1)];
        Tensor spread = Reshaped(weights, new Shape([weights.Shape[0], .. view.TransposedShape.Skip(rowAxes)]));
        Tensor turned = Reshaped(Permutation.Apply(spread, Permutation.Inverse([0, .. columns])), weights.Shape);
        Emit(node.With(inputs: node.Inputs.SetItem(0, view.Base).SetItem(1, turned)), followsLayer: true);
        return true;
    }

    /// <summary>A product of matrices takes a right side whose rows and columns have changed places as it was.</summary>
    private bool TryProduct(Node node, MatMul product)
    {
        LayoutView right = View(node.Inputs[1]);
        int rank = right.Permutation.Length;
        if (right.IsReshaped || rank < 2 || !right.Permutation.SequenceEqual([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2])) return false;
        MatMul turned = product with { IsRightTransposed = !product.IsRightTransposed };
        Emit(node.With(turned, node.Inputs.SetItem(0, Make(node.Inputs[0])).SetItem(1, right.Base)), followsLayer: true);
        return true;
    }

    private bool TryReduce(Node node, ImmutableArray<int> reduced, Func<ImmutableArray<int>, Operator> over)
    {
        LayoutView view = View(node.Input);
        if (view.IsIdentity || view.IsReshaped) return false;
        ImmutableArray<int> axes = [.. reduced.Select(axis => view.Permutation[axis]).Order()];
        Tensor output = Emitted(node, over(axes), view.Base);
        if (node.Output.Shape.Rank == node.Input.Shape.Rank)
        {
            _views.Add(node.Output, view.For(output));
        }
        else
        {
            int[] left = [.. Enumerable.Range(0, view.Permutation.Length).Where(axis => !axes.Contains(axis))];
            ImmutableArray<int> permutation =
                [.. view.Permutation.Where(left.Contains).Select(axis => Array.IndexOf(left, axis))];
            _views.Add(node.Output, new LayoutView(output, permutation, node.Output.Shape, view.FollowsLayer));
        }

        _moved.Add((node, view));
        return true;
    }

    private bool TryBinary(Node node)
    {
        LayoutView[] activations = [.. node.Inputs.Where(input => !input.IsConstant).Select(View)];
        if (activations is not [{ IsReshaped: true, IsIdentity: false } view]) return TryJoin(node, _ => node.Operator);

        // Through a reshape goes one value for all elements, or one for each.
        Tensor constant = node.Inputs.Single(input => input.IsConstant);
        long count = constant.Shape.ElementCount;
        if (node.Output.Shape != view.Shape || (count != 1 && count != view.Shape.ElementCount)) return false;

        Tensor moved = count == 1
            ? Reshaped(constant, Shape.Scalar)
            : Permutation.Apply(Reshaped(constant, view.TransposedShape), Permutation.Inverse(view.Permutation));
        Tensor output = Emitted(node, node.Operator, [.. node.Inputs.Select(input => input.IsConstant ? moved : view.Base)]);
        _views.Add(node.Output, view with { Base = output });
        _moved.Add((node, view));
        return true;
    }

    /// <summary>Operators of several inputs run in the layout that the fewest elements must be moved for.</summary>
    private bool TryJoin(Node node, Func<ImmutableArray<int>, Operator> permuted)
    {
        int rank = node.Output.Shape.Rank;
        LayoutView[] activations = [.. node.Inputs.Where(input => !input.IsConstant).Select(View)];

        if (Array.TrueForAll(activations, view => view.IsIdentity)) return false;
        if (Array.Exists(activations, view => view.IsReshaped || view.Shape.Rank != rank)) return false;

        ImmutableArray<int> layout = activations.Select(view => view.Permutation)
            .OrderBy(candidate => activations.Sum(view => MoveCost(view.Before(candidate))))
            .ThenBy(Permutation.IsIdentity)
            .First();
        if (Permutation.IsIdentity(layout)) return false;

        Tensor[] inputs =
        [
            .. node.Inputs.Select(input => input.IsConstant
                ? Turned(input, layout, rank, node.Operator is Binary)
                : Make(View(input).Before(layout))),
        ];
        if (Array.Exists(activations, view => !view.Before(layout).KeepsOrder)) _turned.Add(node);
        LayoutView first = activations.First(view => view.Permutation.SequenceEqual(layout));
        bool followsLayer = Array.Exists(activations, view => view.FollowsLayer);
        _views.Add(node.Output, first.For(Emitted(node, permuted(layout), inputs)) with { FollowsLayer = followsLayer });
        _moved.AddRange(activations.Where(view => !view.IsIdentity).Select(view => (node, view)));
        return true;
    }

    /// <summary>Runs an operator on the base of a view of its first input; the others have no layout.</summary>
    private bool TryMove(Node node, LayoutView view, Operator @operator)
    {
        if (view.IsIdentity) return false;
        Tensor output = Emitted(node, @operator, [view.Base, .. node.Inputs.Skip(1).Select(Make)]);
        _views.Add(node.Output, view.IsReshaped ? view with { Base = output } : view.For(output));
        _moved.Add((node, view));
        return true;
    }

    /// <summary>A constant for a layout; broadcasting is along outer axes, so leading dimensions of 1 may come and go.</summary>
    private static Tensor Turned(Tensor constant, ImmutableArray<int> layout, int rank, bool isBroadcast)
    {
        Tensor whole = Reshaped(constant, new Shape([.. Enumerable.Repeat(1, rank - constant.Shape.Rank), .. constant.Shape]));
        Tensor turned = Permutation.Apply(whole, Permutation.Inverse(layout));
        return isBroadcast ? Reshaped(turned, new Shape([.. turned.Shape.SkipWhile(dimension => dimension == 1)])) : turned;
    }

    private static Tensor Reshaped(Tensor constant, Shape shape) =>
        constant.Shape == shape
            ? constant
            : new Tensor(constant.Name, constant.Type, shape, constant.Quantization, constant.Data.ToArray()) { Stored = constant.Stored is { } stored ? Reshaped(stored, shape) : null };

    private static bool IsMove(Node node) =>
        node.Input.Type == node.Output.Type && Equals(node.Input.Quantization, node.Output.Quantization);

    private static (Tensor Base, string Layout) Key(LayoutView view) =>
        (view.Base, string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', view.Permutation)} {view.Shape}"));

    /// <summary>The elements that making a view moves.</summary>
    private long MoveCost(LayoutView view)
    {
        (Tensor Base, string Layout) key = Key(view.WithoutReshape);
        bool isFree = view.KeepsOrder || _made.ContainsKey(key) || _expected.Contains((key.Base.Name, key.Layout));
        return isFree ? 0 : view.Shape.ElementCount;
    }

    private LayoutView View(Tensor tensor) =>
        _views.TryGetValue(tensor, out LayoutView? view) ? view : new LayoutView(tensor, followsLayer: false);

    private Tensor Make(Tensor tensor) => Make(View(tensor));

    private Tensor Make(LayoutView view)
    {
        if (view.IsIdentity && !view.IsReshaped) return view.Base;
        if (_made.TryGetValue(Key(view), out Tensor? made)) return made;

        // What is transposed and then reshaped shares the transpose with what is only transposed.
        Tensor source = view switch
        {
            { IsReshaped: false, KeepsOrder: false } => Move(view.Base, new Transpose(view.Permutation), view.Shape),
            { KeepsOrder: false } => Move(Make(view.WithoutReshape), new Reshape(view.Shape), view.Shape),
            _ => view.Base.Shape == view.Shape ? view.Base : Move(view.Base, new Reshape(view.Shape), view.Shape),
        };
        _made.Add(Key(view), source);
        return source;

        Tensor Move(Tensor from, Operator @operator, Shape shape)
        {
            string name = $"{view.Base.Name}:{@operator.Name}";
            var to = new Tensor(name, from.Type, shape, from.Quantization);
            _nodes.Add(new Node(name, @operator, [from], [to]));
            return to;
        }
    }

    /// <summary>Makes an output of the graph, which is to be the very tensor that it was.</summary>
    private void Give(Tensor output)
    {
        LayoutView view = View(output);
        if (view.Base == output) return;
        int count = _nodes.Count;
        Tensor made = Make(view);
        if (_nodes.Count > count)
        {
            _nodes[^1] = _nodes[^1].With(outputs: [output]);
            _made[Key(view)] = output;
        }
        else
        {
            _nodes.Add(new Node($"{output.Name}:Reshape", new Reshape(output.Shape), [made], [output]));
        }
    }

    private void Emit(Node node, bool followsLayer)
    {
        _nodes.Add(node);
        foreach (Tensor output in node.Outputs) _views.Add(output, new LayoutView(output, followsLayer));
    }

    /// <summary>Appends a node that runs in another layout.</summary>
    private Tensor Emitted(Node node, Operator @operator, params Tensor[] inputs)
    {
        var output = new Tensor(node.Output.Name, node.Output.Type, @operator.InferShape(inputs), node.Output.Quantization);
        _nodes.Add(node.With(@operator, inputs, [output]));
        return output;
    }
}
