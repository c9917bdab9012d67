using System;

namespace TinyMl.Tasks.Diagnostics;

/// <summary>Stops the compilation of a model for a reason that its user can mend.</summary>
internal sealed class DiagnosticException : Exception
{
    public DiagnosticException(Diagnostic diagnostic)
        : base(diagnostic.Message)
    {
        Diagnostic = diagnostic;
    }

    public DiagnosticException(Diagnostic diagnostic, Exception cause)
        : base(diagnostic.Message, cause)
    {
        Diagnostic = diagnostic;
    }

    public Diagnostic Diagnostic { get; }
}
