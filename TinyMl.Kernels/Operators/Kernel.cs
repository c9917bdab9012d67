namespace TinyMl.Operators;

/// <summary>
/// The recipe that makes one kind of <see cref="Operator"/> from its record in a packed model. A program that names
/// only the kernels that its model uses lets the trimmer drop the others.
/// </summary>
public sealed class Kernel
{
    private readonly OperatorFactory _create;

    internal Kernel(OperatorCode code, int instanceBytes, OperatorFactory create, int bytesPerInput = 0, int bytesPerAttribute = 0)
    {
        Code = code;
        InstanceBytes = instanceBytes;
        BytesPerInput = bytesPerInput;
        BytesPerAttribute = bytesPerAttribute;
        _create = create;
    }

    /// <summary>Makes an operator, or throws <see cref="System.IO.InvalidDataException"/> where the record is not valid.</summary>
    internal delegate Operator OperatorFactory(ref OperatorReader reader);

    internal OperatorCode Code { get; }

    /// <summary>Bytes that the operator's object takes on 64-bit .NET, object header included; part of <c>ram.runtime</c>.</summary>
    internal int InstanceBytes { get; }

    /// <summary>Bytes that the operator takes beside its object for each input, where it takes any number of them; also part of <c>ram.runtime</c>.</summary>
    internal int BytesPerInput { get; }

    /// <summary>Bytes that the operator takes beside its object for each attribute, where it takes any number of them; also part of <c>ram.runtime</c>.</summary>
    internal int BytesPerAttribute { get; }

    internal Operator Create(ref OperatorReader reader) => _create(ref reader);
}
