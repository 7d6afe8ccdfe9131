using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Access;

/// <summary>Writes JSON objects as answers.</summary>
internal static class Json
{
    /// <summary>An object as the body of an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="members">Writes its members.</param>
    public static Task Write(HttpContext context, Action<Utf8JsonWriter> members)
    {
        ReadOnlyMemory<byte> bytes = Of(members);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>An object as bytes.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
