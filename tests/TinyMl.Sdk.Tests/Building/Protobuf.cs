using System;
using System.Collections.Generic;
using System.IO;

namespace TinyMl.Sdk.Tests.Building;

/// <summary>As much of the protobuf wire format as it takes to change single fields of a message.</summary>
internal static class Protobuf
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    public static byte[] Field(int number, byte[] payload) => [.. Number((ulong)(number << 3) | LengthDelimited), .. Number((ulong)payload.Length), .. payload];

    public static byte[] Field(int number, ulong value) => [.. Number((ulong)(number << 3) | Varint), .. Number(value)];

    /// <summary>The message with every field of a number changed.</summary>
    public static byte[] Replace(byte[] message, int number, Func<byte[], byte[]> change) =>
        Rewrite(message, number, payload => Field(number, change(payload)));

    /// <summary>The message without the fields of a number, which are handed out.</summary>
    public static byte[] Remove(byte[] message, int number, Action<byte[]> removed) => Rewrite(message, number, payload =>
    {
        removed(payload);
        return [];
    });

    private static byte[] Rewrite(byte[] message, int number, Func<byte[], byte[]> rewrite)
    {
        var result = new List<byte>(message.Length);
        for (int position = 0; position < message.Length;)
        {
            int start = position;
            ulong tag = ReadNumber(message, ref position);
            int length = (tag & 7) switch
            {
                Varint => SkipNumber(message, position),
                Fixed64 => sizeof(ulong),
                Fixed32 => sizeof(uint),
                LengthDelimited => (int)ReadNumber(message, ref position),
                _ => throw new InvalidDataException("The wire type is not one of today's."),
            };
            bool isSought = tag == (ulong)((number << 3) | LengthDelimited);
            result.AddRange(isSought ? rewrite(message[position..(position + length)]) : message[start..(position + length)]);
            position += length;
        }

        return [.. result];
    }

    private static ulong ReadNumber(byte[] message, ref int position)
    {
        ulong number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }

    private static int SkipNumber(byte[] message, int position)
    {
        int end = position;
        ReadNumber(message, ref end);
        return end - position;
    }

    private static IEnumerable<byte> Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
