using Glia.Report.Html;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Pages;

/// <summary>What all pages have around them: the navigation, the choice of colours, style and scripts.</summary>
/// <param name="pages">The pages of the server, in the order of the navigation.</param>
internal sealed class Shell(Func<IReadOnlyList<IServedPage>> pages)
{
    // The choice is the reader's and no secret: the script writes it, and the page comes in these colours from the start.
    private const string ThemeCookie = "glia-theme";

    private static readonly string[] s_themes = ["auto", "light", "dark"];

    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="body">What is on it.</param>
    /// <param name="assets">The scripts and stylesheets it needs besides those of all pages: names of assets.</param>
    public Task Write(HttpContext context, string title, Markup body, params ReadOnlySpan<string> assets) =>
        Send(context, title, Bar(context), body, assets);

    /// <summary>Writes a page without navigation, for those who may not go on.</summary>
    public static Task WriteBare(HttpContext context, string title, Markup body) =>
        Send(context, title, Markup.Empty, body, []);

    private static Task Send(HttpContext context, string title, Markup bar, Markup body, ReadOnlySpan<string> assets)
    {
        Markup loaded = Markup.Empty;
        foreach (string asset in (ReadOnlySpan<string>)["page.css", "serve.css", "page.js", "serve.js", .. assets])
            loaded = Markup.Of($"{loaded}{Link(asset)}");
        string html = Markup.Of($"""
            <!doctype html>
            <html lang=en><head><meta charset=utf-8><meta name=viewport content="width=device-width,initial-scale=1">
            <meta name=color-scheme content="light dark"><title>{title} · Glia</title><link rel=icon href="data:,">
            {loaded}</head><body><a class=skip href="#main">To the page</a>
            {bar}<main id=main>{body}</main><p class=hidden id=live aria-live=polite></p></body></html>

            """).Text;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static Markup Link(string asset) => asset.EndsWith(".css", StringComparison.Ordinal)
        ? Markup.Of($"<link rel=stylesheet href=\"{Assets.Address(asset)}\">")
        : Markup.Of($"<script defer src=\"{Assets.Address(asset)}\"></script>");

    private Markup Bar(HttpContext context)
    {
        PathString path = context.Request.Path;
        // Of several pages that a path lies below the longest is the one it belongs to.
        IServedPage? here = pages().Where(page => page.Name is not null && path.StartsWithSegments(page.Path))
            .MaxBy(page => page.Path.Length);
        Markup links = Markup.Join(pages().Where(page => page.Name is not null).Select(page => Markup.Of(
            $"<li><a href=\"{page.Path}\"{(page == here ? Markup.Of($" aria-current=page") : Markup.Empty)}>{page.Name}</a></li>")));
        string chosen = context.Request.Cookies[ThemeCookie] ?? "";
        if (!s_themes.Contains(chosen)) chosen = s_themes[0];
        Markup themes = Markup.Join(s_themes.Select(theme => Theme(theme, theme == chosen)));
        return Markup.Of($"""
            <header class=bar><a class=home href="/">Glia</a><nav aria-label=Pages><ul>{links}</ul></nav>
            <fieldset class=theme><legend class=hidden>Colours</legend>{themes}</fieldset></header>
            """);
    }

    private static Markup Theme(string theme, bool chosen) => Markup.Of($"""
        <label><input type=radio name=theme id="theme-{theme}"{(chosen ? Markup.Of($" checked") : Markup.Empty)}>{Capital(theme)}</label>
        """);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
