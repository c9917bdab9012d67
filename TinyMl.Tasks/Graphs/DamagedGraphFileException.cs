using System;

namespace TinyMl.Tasks.Graphs;

/// <summary>A stage's file is not what the stage wrote; doing the stage again mends it.</summary>
internal sealed class DamagedGraphFileException : Exception
{
    public DamagedGraphFileException(string message)
        : base(message)
    {
    }

    public DamagedGraphFileException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
