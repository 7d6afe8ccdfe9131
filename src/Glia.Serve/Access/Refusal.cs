using Glia.Report.Html;
using Glia.Serve.Pages;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Access;

/// <summary>A request that is not answered as asked: a status and one sentence, as a page or as JSON.</summary>
internal static class Refusal
{
    /// <summary>Writes it. A script or another program gets <c>{"error": …}</c>.</summary>
    public static Task Write(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = status;
        if (!WantsPage(context.Request)) return Json.Write(context, writer => writer.WriteString("error", sentence));
        return Shell.WriteBare(context, "This cannot be shown", Markup.Of($"""
            <section class=head><p class=subject>{status}</p><h1>This cannot be shown</h1><p class=sentence>{sentence}</p></section>
            """));
    }

    /// <summary>Whether a browser asks for a page, and no script or other program.</summary>
    public static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
