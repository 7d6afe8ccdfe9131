using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Access;

/// <summary>Writes JSON objects as answers.</summary>
internal static class Json
{
    // What is sent as JSON is read as JSON, by people who try it with curl too: quotes need no \u0027 there. What stands in a page does.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object as the body of an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="members">Writes its members.</param>
    public static Task Write(HttpContext context, Action<Utf8JsonWriter> members)
    {
        ReadOnlyMemory<byte> bytes = Of(members, s_readable);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>An object as bytes, in which nothing could end a script of a page.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members) => Of(members, default);

    private static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> members, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
