using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Access;

/// <summary>
/// Stands before everything else: who asks must have come by a name of this machine (so that no other name can be made to lead here), from
/// no page but one of these, and with the token.
/// </summary>
/// <param name="token">What has to be known.</param>
internal sealed class AccessGuard(string token)
{
    // Pages of the server itself load nothing from anywhere else, run no script but its files, and stand in no frame. Style attributes
    // carry the lengths of bars and the places of labels; no style element is taken.
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; " +
        "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; " +
        "base-uri 'none'";

    private const string TokenField = "token", Bearer = "Bearer ";

    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>Answers what must not go on, and hands the rest to <paramref name="next"/>.</summary>
    public async Task Check(HttpContext context, RequestDelegate next)
    {
        SetHeaders(context.Response.Headers);
        HttpRequest request = context.Request;
        if (!IsOwnHost(request.Host.Host))
            await Refusal.Write(context, StatusCodes.Status403Forbidden, "Ask for 127.0.0.1 or localhost; it has no other name.");
        else if (!IsOwnOrigin(request))
            await Refusal.Write(context, StatusCodes.Status403Forbidden, "Another page asked for this; only pages of this server may.");
        else if (HttpMethods.IsGet(request.Method) && request.Query.TryGetValue(TokenField, out var given) && IsToken(given))
            Admit(context);
        else if (!IsToken(request.Cookies[CookieName(context)]) && !IsToken(BearerOf(request)))
            await Refusal.Write(context, StatusCodes.Status401Unauthorized,
                "Open the address that glia serve printed, which carries a token; other programs send it as Authorization: Bearer TOKEN.");
        else
            await next(context);
    }

    // From here on a cookie carries the token, and no address that somebody copies does.
    private static void Admit(HttpContext context)
    {
        context.Response.Cookies.Append(CookieName(context), context.Request.Query[TokenField]!,
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.Path.ToUriComponent();
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        // Forms without a script say where they come from only where the referrer may be told.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static bool IsOwnHost(string host) => host is "127.0.0.1" or "localhost" or "[::1]";

    // A request that changes something names its origin in every browser; other programs name none. The port is the one that was asked for,
    // which differs from the server's own where a tunnel leads here.
    private static bool IsOwnOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return origin is null || origin.Equals($"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    // Cookies know no ports: two servers on one machine would take each other's away.
    private static string CookieName(HttpContext context) => $"glia-{context.Connection.LocalPort}";

    private static string? BearerOf(HttpRequest request) =>
        (string?)request.Headers.Authorization is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    private bool IsToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token);
}
