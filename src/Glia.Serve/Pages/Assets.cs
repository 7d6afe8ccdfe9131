using Glia.Report.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>The files that pages load: the report's stylesheet and script, and those of each page. They are in the program.</summary>
internal static class Assets
{
    private const string Folder = "/assets";

    /// <summary>The address of a file.</summary>
    public static string Address(string name) => $"{Folder}/{name}";

    /// <summary>Answers with the files.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Add("page.css", "text/css", Page.Style);
        Add("page.js", "text/javascript", Page.Script);
        foreach (string name in typeof(Assets).Assembly.GetManifestResourceNames())
            Add(name, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", Read(name));

        void Add(string name, string type, string text) => routes.MapGet(Address(name), context =>
        {
            context.Response.ContentType = $"{type}; charset=utf-8";
            // A page that follows another needs them again at once.
            context.Response.Headers.CacheControl = "private, max-age=60";
            return context.Response.WriteAsync(text, context.RequestAborted);
        });
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Assets).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
