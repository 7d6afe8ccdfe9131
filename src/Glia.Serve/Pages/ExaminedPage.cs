using Glia.Report;
using Glia.Report.Html;
using Glia.Serve.Access;
using Glia.Serve.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>What the doctor finds in what the server was started for, a program say; on demand it looks again.</summary>
internal sealed class ExaminedPage(Shell shell, Examination examination, CancellationToken ending) : IServedPage
{
    /// <inheritdoc/>
    public string? Name => "The doctor";

    /// <inheritdoc/>
    public string Path => "/examined";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapGet($"{Path}/events", context => EventStream.Write(context, examination, ending));
        routes.MapPost($"{Path}/again", context =>
        {
            examination.Begin();
            return Fragment.Done(context, Path);
        });
    }

    private Task Show(HttpContext context)
    {
        (ReportDocument? report, RunState state) = examination.Seen;
        Markup busy = state.IsRunning ? Markup.Of($" disabled") : Markup.Empty;
        Markup again = Markup.Of($"<form method=post action=\"{Path}/again\"><button{busy}>Look again</button></form>");
        Markup events = state.IsRunning ? Markup.Of($" data-events=\"{Path}/events\"") : Markup.Empty;
        Markup shown = report is null
            ? Markup.Of($"""
                <section class=head aria-labelledby=title><p class=subject>The doctor</p><h1 id=title>{examination.Name}</h1>
                {RunView.Verdict(state)}</section>
                """)
            : Markup.Of($"{Page.Head(report)}{report.Panels.Select(panel => panel.ToHtml())}");
        Markup body = Markup.Of($"<div id=examined{events}>{shown}<div class=row>{again}</div></div>");
        return shell.Write(context, examination.Name, body, "examined.js");
    }
}
