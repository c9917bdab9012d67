namespace TinyMl.Tasks.Plan;

/// <summary>Follows what an operator does to the bytes of its tensors, in order.</summary>
internal interface IMemoryAccess
{
    /// <summary>Bytes of an input are read.</summary>
    void Read(int input, int start, int length);

    /// <summary>Bytes of the first output are written.</summary>
    void Write(int start, int length);
}
