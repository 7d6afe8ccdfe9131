using Glia.Data.Columns;
using Glia.Report.Html;
using Glia.Serve.Drawing;
using Glia.Serve.Predicting;

namespace Glia.Serve.Pages;

/// <summary>What the page shows on which a model is tried.</summary>
/// <param name="Model">The model.</param>
/// <param name="Page">The path of the page.</param>
/// <param name="Kept">The folder of kept pictures.</param>
internal sealed record TryView(Answerer Model, string Page, string Kept)
{
    // Of more classes a list to choose from is quicker than buttons.
    private const int MostButtons = 20;

    // More fields nobody types one by one.
    private const int MostFields = 200;

    // One transparent pixel: where a picture will stand there is something from the start.
    private const string Blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static readonly string[] s_digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];

    /// <summary>The picture that was looked at; null for none.</summary>
    public Look? Look { get; init; }

    /// <summary>What was answered to a row; null for nothing.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The fields that were typed.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>What is to be said; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What the page is called.</summary>
    public string Title => Model.CanBeDrawnFor ? Model.Names.SequenceEqual(s_digits) ? "Draw a digit" : "Draw something"
        : Model.Pictures is not null ? "Show it a picture" : "Ask about a row";

    /// <summary>The page.</summary>
    public Markup ToHtml() => Markup.Of($"""
        <div id=try data-path="{Page}"><section class=head aria-labelledby=title><p class=subject>{Model.Name}</p><h1 id=title>{Title}</h1>
        <p class=note role=status{(Note is null ? Markup.Of($" hidden") : Markup.Empty)}>{Note}</p></section>
        {(Model.Pictures is null ? Row() : Picture())}</div>
        """);

    private Markup Picture()
    {
        (int height, int width) = Model.PictureSize;
        return Markup.Of($"""
            <section class="panel trying" aria-labelledby=answer-t>{(Model.CanBeDrawnFor ? Pad : Markup.Empty)}
            <figure class=seen><figcaption>What the network sees</figcaption><img id=seen alt="The picture as the network sees it"
            src="{Look?.Address ?? Blank}" width={width} height={height}><p class=how>{Look?.Seen}</p></figure>
            <div class=answered><h2 id=answer-t>It says <output id=answer>{Look?.Answer.Text ?? "…"}</output></h2>
            {Bars(Look?.Answer.Shares ?? Answer.NothingYet(Model.Names))}{(Model.Names.Count == 0 ? Markup.Empty : Keep())}</div></section>
            <section class=panel aria-labelledby=upload-t><h2 id=upload-t>A picture instead</h2>
            <p class=lead>PNG, JPEG, GIF or BMP, a photo of a sheet included; it becomes {height} x {width} pixels.</p>
            <form id=upload class=row method=post action="{Page}" enctype="multipart/form-data"><label class=file>Picture
            <input type=file name=picture accept="image/png,image/jpeg,image/gif,image/bmp" required></label>
            <button>Look at it</button></form></section>
            """);
    }

    private static Markup Pad => Markup.Of($"""
        <div class=draw><canvas id=pad width=560 height=560 tabindex=0 role=application
        aria-label="Drawing area. Arrow keys move the pen, space puts it down and lifts it, Delete clears."></canvas>
        <p class=hint>Draw here with a mouse, a pen or a finger.</p>
        <div class=row><button type=button id=undo>Undo</button><button type=button id=clear>Clear</button></div>
        <noscript><p class=note>Drawing needs a script; a picture can be sent without one.</p></noscript></div>
        """);

    private Markup Keep()
    {
        Markup choices = Model.Names.Count <= MostButtons
            ? Markup.Join(Model.Names.Select((name, i) => Markup.Of($"<button name=class value={i}>{name}</button>")))
            : Markup.Of($"""
                <select name=class aria-label="The right class">
                {Model.Names.Select((name, i) => Markup.Of($"<option value={i}>{name}</option>"))}</select><button>Keep it</button>
                """);
        return Markup.Of($"""
            <form id=keep method=post action="{Page}/keep"{(Look is null ? Markup.Of($" hidden") : Markup.Empty)}>
            <input type=hidden name=picture value="{Look?.Address}">
            <fieldset><legend>Wrong? Which one was it</legend><div class=row>{choices}</div></fieldset>
            <p class=hint>It is kept in {Kept}, from which glia train learns.</p></form>
            """);
    }

    private Markup Row()
    {
        Markup inputs = Model.Columns is { Inputs.Count: <= MostFields } columns
            ? Markup.Join(columns.Inputs.Select((column, i) => Field(column, i, i < Fields.Count ? Fields[i] : "")))
            : Markup.Of($"""
                <div class=wide><label for=f0>{Model.Model.Network.InputShape.Size:#,0} numbers, with commas between</label>
                <textarea id=f0 name=field rows=6>{(Fields is [var typed, ..] ? typed : "")}</textarea></div>
                """);
        Markup said = Answer is null ? Markup.Empty : Markup.Of($"""
            <section class=panel aria-labelledby=answer-t><h2 id=answer-t>It says <output id=answer>{Answer.Text}</output></h2>
            {Bars(Answer.Shares)}</section>
            """);
        return Markup.Of($"""
            {said}<section class=panel aria-labelledby=row-t><h2 id=row-t>A row</h2>
            <p class=lead>As the table had it; what is left empty counts as missing.</p>
            <form method=post action="{Page}" class=fields>{inputs}<p><button>Ask</button></p></form></section>
            """);
    }

    private static Markup Field(InputColumn column, int number, string value)
    {
        Markup more = column is NumberColumn ? Markup.Of($" inputmode=decimal") : Markup.Empty, list = Markup.Empty;
        if (column is CategoryColumn category)
        {
            IEnumerable<Markup> known = category.Values.OfType<string>().Take(MostFields)
                .Select(one => Markup.Of($"<option value=\"{one}\"></option>"));
            (more, list) = (Markup.Of($" list=\"l{number}\""), Markup.Of($"<datalist id=\"l{number}\">{known}</datalist>"));
        }
        return Markup.Of($"""
            <div><label for="f{number}">{column.Name}</label>
            <input id="f{number}" name=field autocomplete=off value="{value}"{more}>{list}</div>
            """);
    }

    private static Markup Bars(IReadOnlyList<(string Name, double Share)> shares)
    {
        double most = shares.Count == 0 ? 0 : shares.Max(one => one.Share);
        return Markup.Of($"<ol class=bars id=bars>{shares.Select(one => Bar(one.Name, one.Share, most > 0 && one.Share == most))}</ol>");
    }

    private static Markup Bar(string name, double share, bool top) => Markup.Of($"""
        <li{(top ? Markup.Of($" class=top") : Markup.Empty)}><span class=name>{name}</span>
        <span class=bar><i style="width:{100 * share:0.##}%"></i></span><span class=pc>{100 * share:0.0} %</span></li>
        """);
}
