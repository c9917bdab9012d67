using TinyMl.Arithmetic;

namespace TinyMl.Tasks.Graphs.Operators;

/// <summary>A function of one real number, applied to each element; on integers by a table.</summary>
internal abstract record RealFunction : Elementwise
{
    /// <summary>The function in double precision.</summary>
    public abstract IRealFormula Formula { get; }

    public override IntegerForm IntegerForm => IntegerForm.OwnScale;
}
