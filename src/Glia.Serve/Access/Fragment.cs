using Glia.Report.Html;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Access;

/// <summary>Answers that are no whole page.</summary>
internal static class Fragment
{
    /// <summary>A piece of HTML for a script that puts it into its page.</summary>
    public static Task Write(HttpContext context, Markup html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html.Text, context.RequestAborted);
    }

    /// <summary>What a form asked for is done: a script hears that, a browser goes back to the page.</summary>
    public static Task Done(HttpContext context, string page)
    {
        bool browser = Refusal.WantsPage(context.Request);
        context.Response.StatusCode = browser ? StatusCodes.Status303SeeOther : StatusCodes.Status204NoContent;
        if (browser) context.Response.Headers.Location = page;
        return Task.CompletedTask;
    }
}
