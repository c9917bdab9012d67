using System.Collections.Generic;
using System.Linq;
using TinyMl.Tasks.Graphs;

namespace TinyMl.Tasks.Import.TfLite;

/// <summary>
/// The variables of a file that operators read and assign by a handle, which the names of container and variable tell apart. In the
/// graph a variable is a state: what is read before anything was assigned is its current value, what was assigned last its next.
/// </summary>
internal sealed class ResourceVariables
{
    private readonly Dictionary<int, Variable> _handles = [];
    private readonly List<Variable> _variables = [];

    /// <summary>The variables that are read.</summary>
    public IEnumerable<State> States => _variables.Where(variable => variable.Current is not null).Select(variable => new State(variable.Current!, variable.Value!, variable.Initial));

    /// <summary>Says which variable a tensor is the handle of.</summary>
    public void Define(int handle, string container, string name)
    {
        Variable? variable = _variables.Find(other => other.Container == container && other.Name == name);
        if (variable is null) _variables.Add(variable = new Variable(container, name));
        _handles[handle] = variable;
    }

    /// <summary>The variable of a handle, or null.</summary>
    public Variable? Find(int handle) => _handles.GetValueOrDefault(handle);

    /// <summary>Takes over what another subgraph has assigned, as the initial values.</summary>
    public void Initialize(ResourceVariables assigned)
    {
        foreach (Variable source in assigned._variables.Where(variable => variable.Value is not null))
        {
            Define(-1, source.Container, source.Name);
            _handles[-1].Initial = source.Value;
            _handles.Remove(-1);
        }
    }

    /// <summary>A variable.</summary>
    internal sealed class Variable(string container, string name)
    {
        public string Container { get; } = container;

        public string Name { get; } = name;

        /// <summary>The value at the start of an inference; null where nobody has read it.</summary>
        public Tensor? Current { get; set; }

        /// <summary>What was assigned last, or else the current value.</summary>
        public Tensor? Value { get; set; }

        /// <summary>The value before the first inference; null for 0.</summary>
        public Tensor? Initial { get; set; }
    }
}
