using Glia.Report;
using Glia.Report.Html;
using Glia.Report.Panels;

namespace Glia.Serve.Live;

/// <summary>What a page shows of a run that goes on. It is whole as it is written; with a script its numbers and curves go on.</summary>
internal static class RunView
{
    /// <summary>The view of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The path of its page, below which events and charts are.</param>
    /// <param name="subject">What stands above its name.</param>
    public static Markup Of(WatchedRun run, string path, string subject)
    {
        RunState state = run.Read();
        Markup share = Markup.Of($"<progress class=share max=1 value={state.Share ?? 0:0.####} aria-label=\"How far it is\"></progress>");
        Markup again = state.IsRunning
            ? Markup.Of($"<noscript><p class=note><a href=\"{path}\">Look again</a></p></noscript>")
            : Markup.Empty;
        return Markup.Of($"""
            <div id=run data-events="{path}/events" data-charts="{path}/charts">
            <section class=head aria-labelledby=title><p class=subject>{subject}</p><h1 id=title>{run.Name}</h1>
            {Verdict(state)}{share}
            <dl class=figures>{state.Figures.Select(figure => Markup.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>"))}</dl>
            <p class=onward>{state.Next.Select(next => Markup.Of($"<a class=button href=\"{next.Address}\">{next.Name}</a>"))}</p>
            <p class=lost role=status></p>{again}</section>
            {(run is OwnRun own && state.IsRunning ? Controls(own, state, path) : Markup.Empty)}
            {(run is OwnRun { HasDoctor: true } watched ? Doctor(watched, path) : Markup.Empty)}
            <section class=panel id=curves aria-labelledby=curves-t><h2 id=curves-t>How it goes</h2>
            <p class=lead>Each epoch as it ends, and behind it the loss of the steps.</p>
            <div class=grid2>{Charts(state)}</div></section></div>
            """);
    }

    /// <summary>How it stands, in a word and a sentence.</summary>
    public static Markup Verdict(RunState state) => Markup.Of($"""
        <p class="verdict {state.Mood.ToString().ToLowerInvariant()}"><span class=sign aria-hidden=true></span>
        <span class=word>{state.Word}</span></p><p class=sentence>{state.Sentence}</p>
        """);

    /// <summary>The charts alone: for a page that was there before there was anything to draw.</summary>
    public static Markup Charts(RunState state) => Markup.Join(state.Charts.Select(chart => chart.ToHtml()));

    /// <summary>What the doctor that watches saw so far.</summary>
    public static Markup Found(OwnRun run)
    {
        FindingCard[] cards = [.. run.Findings.Select(finding => FindingCard.Of(finding))];
        return cards.Length == 0
            ? Markup.Of($"<p class=lead>Nothing wrong so far.</p>")
            : Markup.Of($"""
                <p class=lead>It saw {Words.Count(cards.Length, "thing")} as soon as that was sure; glia doctor looks closer.</p>
                {FindingsPanel.Of("", cards).Body}
                """);
    }

    private static Markup Doctor(OwnRun run, string path) => Markup.Of($"""
        <section class=panel id=found data-found="{path}/found" data-count="{run.Findings.Count}" aria-labelledby=found-t>
        <h2 id=found-t>What the doctor sees</h2><div class=found>{Found(run)}</div></section>
        """);

    private static Markup Controls(OwnRun run, RunState state, string path) => Markup.Of($"""
        <section class="panel controls" aria-labelledby=controls-t><h2 id=controls-t>While it goes</h2>
        <p class=lead>The learning rate changes from the next step on, and the run says so.
        A run that is stopped keeps its best weights.</p>
        <div class=row><form method=post action="{path}/rate"><label for=rate>Learning rate</label>
        <input id=rate name=rate inputmode=decimal autocomplete=off required value="{run.BaseRate:0.######}"><button>Set</button>
        <button name=factor value=0.1 formnovalidate>÷ 10</button><button name=factor value=0.5 formnovalidate>÷ 2</button>
        <button name=factor value=2 formnovalidate>× 2</button></form>
        <p class=now>last step: <b class=rate>{(state.Rate is { } rate ? Words.Number(rate) : "")}</b></p>
        <form method=post action="{path}/stop"><button class=stop>Stop and keep</button></form></div></section>
        """);
}
