using System.Collections.Concurrent;
using Glia.Report;
using Glia.Report.Html;
using Glia.Serve.Access;
using Glia.Serve.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>All runs of the folder, side by side; each opens its report.</summary>
internal sealed class RunsPage(Shell shell, RunShelf shelf, OwnRun? own, CancellationToken ending) : IServedPage
{
    private readonly ConcurrentDictionary<string, FollowedRun> _followed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string? Name => "Runs";

    /// <inheritdoc/>
    public string Path => "/runs";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Overview);
        routes.MapGet($"{Path}/{{name}}", Run);
        routes.MapGet($"{Path}/{{name}}/events", context => EventStream.Write(context, Followed(Folder(context)), ending));
        routes.MapGet($"{Path}/{{name}}/charts", context => Fragment.Write(context, RunView.Charts(Followed(Folder(context)).Read())));
    }

    private Task Overview(HttpContext context)
    {
        var runs = new List<RecordedRun>();
        var refused = new List<string>();
        foreach ((string _, string folder) in shelf.All())
        {
            try
            {
                runs.Add(RecordedRun.Read(folder, whole: false));
            }
            catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
            {
                refused.Add(error.Message);
            }
        }
        Markup broken = Markup.Join(refused.Select(sentence => Markup.Of($"<p class=note>{sentence}</p>")));
        return shell.Write(context, "Runs", Markup.Of($"{(runs.Count == 0 ? Nothing : Compared(runs))}{broken}"));
    }

    private static Markup Compared(List<RecordedRun> runs)
    {
        ReportDocument report = Reports.OfRuns(runs, run => RunShelf.Address(RunShelf.Name(run.Folder)));
        return Markup.Of($"{Page.Head(report)}{report.Panels.Select(panel => panel.ToHtml())}");
    }

    private static Markup Nothing => Markup.Of($"""
        <section class=head><h1>No runs yet</h1><p class=sentence>What is trained in this folder will stand here.</p>
        <div class="copy next"><span>Next</span>
        <pre tabindex=0 role=group aria-label="The next command"><code>glia serve mnist</code></pre></div></section>
        """);

    private Task Run(HttpContext context)
    {
        string folder = Folder(context);
        FollowedRun run = Followed(folder);
        if (run.IsOver) return WriteReport(context, Reports.OfRun(RecordedRun.Read(folder)));
        if (own is not null && own.Folder == folder)
        {
            context.Response.Redirect("/live");
            return Task.CompletedTask;
        }
        return shell.Write(context, run.Name, RunView.Of(run, RunShelf.Address(run.Name), "Training in another process"), "live.js");
    }

    private string Folder(HttpContext context)
    {
        string name = (string)context.Request.RouteValues["name"]!;
        return shelf.Find(name) ?? throw new RefusedException(StatusCodes.Status404NotFound, $"There is no run called '{name}' here.");
    }

    private FollowedRun Followed(string folder) => _followed.GetOrAdd(folder, one => new FollowedRun(one));

    /// <summary>Writes a report as it is in a file, under its own policy, with a link back.</summary>
    internal static Task WriteReport(HttpContext context, ReportDocument report)
    {
        context.Response.Headers.ContentSecurityPolicy = $"{Page.Policy}; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(report.ToHtml("/"), context.RequestAborted);
    }
}
