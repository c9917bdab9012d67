namespace TinyMl.Tasks.Budget;

/// <summary>Bytes of flash and RAM that something takes.</summary>
internal readonly record struct Footprint(long Flash, long Ram)
{
    public static Footprint operator +(Footprint left, Footprint right) => new(left.Flash + right.Flash, left.Ram + right.Ram);

    public static Footprint operator -(Footprint left, Footprint right) => new(left.Flash - right.Flash, left.Ram - right.Ram);

    public long Of(Memory memory) => memory == Memory.Flash ? Flash : Ram;
}
