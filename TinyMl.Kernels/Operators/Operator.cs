namespace TinyMl.Operators;

/// <summary>An operator of a loaded model: its place in memory and its attributes, checked once, then run many times.</summary>
public abstract class Operator
{
    private protected Operator()
    {
    }

    /// <summary>Computes the outputs from the inputs. Allocates nothing and cannot fail: all it relies on was checked at load.</summary>
    internal abstract void Invoke(in ModelMemory memory);
}
