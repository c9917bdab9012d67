using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import;

/// <summary>
/// Names by which recipes and reports tell layers and activations apart. Files may give one several times, or none: the later ones get "_2", "_3" and so on, and what
/// has no name that of its operator. Inputs and outputs keep theirs.
/// </summary>
internal sealed class OwnNames
{
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _uses = [];

    private OwnNames(IEnumerable<string> taken) => _taken = [.. taken];

    /// <summary>The graph with a name for each node that no other node has, and one for each activation that no other activation has.</summary>
    public static Graph Give(Graph graph)
    {
        HashSet<Tensor> edges = [.. graph.Inputs, .. graph.Outputs];
        var nodeNames = new OwnNames([]);
        var names = new OwnNames(edges.Select(edge => edge.Name));
        var tensors = new Dictionary<Tensor, Tensor>();
        foreach (State state in graph.States) Rename(state.Current, "state");
        var nodes = new List<(Node Node, string Name)>();
        foreach (Node node in graph.Nodes)
        {
            string name = nodeNames.Next(node.Name.Length > 0 ? node.Name : node.Operator.Name);
            nodes.Add((node, name));
            foreach (Tensor output in node.Outputs) Rename(output, name);
        }

        return graph.With(
            nodes.Select(pair => new Node(pair.Name, pair.Node.Operator, pair.Node.Inputs.Select(Renamed), pair.Node.Outputs.Select(Renamed))),
            states: graph.States.Select(state => state with { Current = Renamed(state.Current), Next = Renamed(state.Next) }));

        void Rename(Tensor tensor, string name)
        {
            if (edges.Contains(tensor)) return;
            string own = names.Next(tensor.Name.Length > 0 ? tensor.Name : name);
            if (own != tensor.Name) tensors.Add(tensor, tensor.Named(own));
        }

        Tensor Renamed(Tensor tensor) => tensors.GetValueOrDefault(tensor, tensor);
    }

    private string Next(string name)
    {
        string own = name;
        for (int use = _uses.GetValueOrDefault(name, 1); !_taken.Add(own); _uses[name] = use) own = string.Create(CultureInfo.InvariantCulture, $"{name}_{++use}");
        return own;
    }
}
