using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Glia.Serve.Access;

/// <summary>Reads bodies of requests, no more than may be.</summary>
internal static class Body
{
    /// <summary>The most bytes of a form without a picture, and of drawn strokes.</summary>
    public const int MostOfForm = 1 << 20;

    /// <summary>The most bytes of rows to be predicted.</summary>
    public const int MostOfRows = 4 << 20;

    /// <summary>The most bytes of a picture with the form around it: what telephones write.</summary>
    public const int MostOfPicture = 16 << 20;

    // More is cut off without an answer.
    private const int MostThrownAway = 64 << 20;

    /// <summary>Refuses a body of another type.</summary>
    /// <exception cref="RefusedException">It is of another type: 415.</exception>
    public static void RequireType(HttpRequest request, params ReadOnlySpan<string> types)
    {
        string type = (request.ContentType ?? "").Split(';')[0].Trim();
        foreach (string known in types)
            if (type.Equals(known, StringComparison.OrdinalIgnoreCase)) return;
        throw new RefusedException(StatusCodes.Status415UnsupportedMediaType,
            $"The body is of type '{type}'; send {string.Join(" or ", types.ToArray())}.");
    }

    /// <summary>
    /// The whole body. Of one that is too long the rest is read all the same, so that its sender hears why it is refused.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="RefusedException">It is longer: 413.</exception>
    /// <exception cref="BadHttpRequestException">It was cut off, or is far longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context, int most)
    {
        Allow(context, MostThrownAway);
        // What it says of its length decides about no more than the first room.
        var bytes = new byte[(int)Math.Clamp(context.Request.ContentLength ?? 0, 256, 64 << 10)];
        int length = 0;
        while (await context.Request.Body.ReadAsync(bytes.AsMemory(length), context.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length > most)
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                throw TooLarge(most);
            }
            if (length == bytes.Length) Array.Resize(ref bytes, 2 * length);
        }
        return bytes.AsMemory(0, length);
    }

    /// <summary>The fields and files of a form, held in memory.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">How many bytes each part may have.</param>
    /// <exception cref="RefusedException">It is of another type, or longer: 415, 413.</exception>
    /// <exception cref="InvalidDataException">It is no proper form.</exception>
    public static async Task<IFormCollection> ReadForm(HttpContext context, int most = MostOfForm)
    {
        RequireType(context.Request, "application/x-www-form-urlencoded", "multipart/form-data");
        if (context.Request.ContentLength > most)
        {
            Allow(context, MostThrownAway);
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            throw TooLarge(most);
        }
        var options = new FormOptions { MultipartBodyLengthLimit = most, ValueLengthLimit = most, MemoryBufferThreshold = most };
        Allow(context, most);
        var form = new FormFeature(context.Request, options);
        // What begins like a form's type and goes on as none.
        if (!form.HasFormContentType)
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "The type of the body is no proper type of a form.");
        return await form.ReadFormAsync(context.RequestAborted);
    }

    private static void Allow(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
    }

    private static RefusedException TooLarge(int most) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than the {most >> 20} MiB that are taken here; send less at once.");
}
