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

    /// <summary>Lets a request be as long as this.</summary>
    public static void Allow(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
    }

    /// <summary>The whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="BadHttpRequestException">It is longer, or was cut off.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context, int most)
    {
        Allow(context, most);
        // What it says of its length decides about no more than the first room.
        int room = (int)Math.Clamp(context.Request.ContentLength ?? 0, 256, 64 << 10);
        var bytes = new MemoryStream(room);
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
