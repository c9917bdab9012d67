using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Hashing;
using System.Linq;
using System.Text.Json;

namespace TinyMl.Tasks.Graphs;

/// <summary>
/// The file of a graph between two stages of a build. Little-endian: a magic number, the version, the length of the structure
/// as JSON, the structure, the bytes of all constants in the order of the structure, and the XxHash128 of all that. Equal graphs
/// give equal bytes.
/// </summary>
internal static class GraphFile
{
    private const uint Magic = 0x47_4C_4D_54; // "TMLG"
    private const int Version = 3;
    private const int HeaderLength = 12;
    private const int HashLength = 16;

    /// <summary>Writes a graph.</summary>
    public static void Write(Stream stream, StagedGraph staged)
    {
        byte[] structure = JsonSerializer.SerializeToUtf8Bytes(GraphStructure.Of(staged, out IReadOnlyList<Tensor> tensors), GraphStructureContext.Default.GraphStructure);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], structure.Length);

        var hash = new XxHash128();
        Append(header);
        Append(structure);
        foreach (Tensor constant in tensors.Where(tensor => tensor.IsConstant)) Append(constant.Data);
        stream.Write(hash.GetCurrentHash());

        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.Append(bytes);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads a graph.</summary>
    /// <exception cref="DamagedGraphFileException">The file is not as it was written, or another version wrote it.</exception>
    public static StagedGraph Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        ReadOnlySpan<byte> file = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        if (file.Length < HeaderLength + HashLength) throw new DamagedGraphFileException("The file of the graph is cut off.");

        ReadOnlySpan<byte> content = file[..^HashLength];
        if (!XxHash128.Hash(content).AsSpan().SequenceEqual(file[^HashLength..])) throw new DamagedGraphFileException("The checksum of the graph's file does not match its content.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(content) != Magic || BinaryPrimitives.ReadInt32LittleEndian(content[4..]) != Version)
        {
            throw new DamagedGraphFileException("The file is not a graph of this version.");
        }

        try
        {
            return Parse(content[HeaderLength..], BinaryPrimitives.ReadInt32LittleEndian(content[8..]));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new DamagedGraphFileException("The file of the graph contradicts itself.", exception);
        }
    }

    private static StagedGraph Parse(ReadOnlySpan<byte> content, int structureLength)
    {
        GraphStructure structure = JsonSerializer.Deserialize(content[..structureLength], GraphStructureContext.Default.GraphStructure)
            ?? throw new JsonException("There is no graph.");
        ReadOnlySpan<byte> constants = content[structureLength..];
        var tensors = new List<Tensor>(structure.Tensors.Length);
        foreach (GraphStructure.TensorEntry entry in structure.Tensors)
        {
            byte[]? data = null;
            if (entry.IsConstant)
            {
                int length = checked((int)(new Shape(entry.Shape.AsSpan()).ElementCount * entry.Type.Size()));
                data = constants[..length].ToArray();
                constants = constants[length..];
            }

            tensors.Add(entry.ToTensor(data));
        }

        return structure.ToGraph(tensors);
    }
}
