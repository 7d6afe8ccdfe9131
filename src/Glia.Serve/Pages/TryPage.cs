using Glia.Data;
using Glia.Data.Columns;
using Glia.Report.Html;
using Glia.Serve.Access;
using Glia.Serve.Drawing;
using Glia.Serve.Predicting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>
/// Tries a model by hand: a digit is drawn, a picture is given, a row of a table is typed. Beside the answer stands what the network saw;
/// a picture that it got wrong can be kept with the right answer.
/// </summary>
internal sealed class TryPage(Shell shell, ModelShelf models, KeptPictures kept) : IServedPage
{
    // Of more classes a list to choose from is quicker than buttons.
    private const int MostButtons = 20;

    // Longer texts are no field of a table.
    private const int LongestField = 1000, MostFieldsTyped = 200;

    /// <inheritdoc/>
    public string? Name => "Try it";

    /// <inheritdoc/>
    public string Path => "/try";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add(Path, _ => models.Default());
        Add("/runs/{name}/try", context =>
        {
            string name = (string)context.Request.RouteValues["name"]!;
            return models.Find(name) ?? throw new RefusedException(StatusCodes.Status404NotFound, $"There is no run called '{name}' with a model here.");
        });

        void Add(string path, Func<HttpContext, Answerer> of)
        {
            routes.MapGet(path, context => Show(context, of(context), null));
            routes.MapPost(path, context => Form(context, of(context)));
            routes.MapPost($"{path}/look", context => Drawn(context, of(context)));
            routes.MapPost($"{path}/keep", context => Keep(context, of(context)));
        }
    }

    // Sent by the script while somebody draws.
    private static async Task Drawn(HttpContext context, Answerer answerer)
    {
        Body.RequireType(context.Request, "application/json");
        if (!answerer.CanBeDrawnFor) throw new GliaException("This network takes no gray pictures; nothing can be drawn for it.");
        ReadOnlyMemory<byte> body = await Body.Read(context, Body.MostOfForm);
        await Write(context, Look.OfStrokes(answerer, Strokes.Read(body.Span)));
    }

    private static Task Write(HttpContext context, Look look) => Json.Write(context, json =>
    {
        json.WriteString("picture", look.Address);
        json.WriteString("seen", look.Seen);
        look.Answer.Write(json);
    });

    // A picture or a row, sent by a form; a script that sends one gets JSON.
    private async Task Form(HttpContext context, Answerer answerer)
    {
        IFormCollection form = await Body.ReadForm(context, Body.MostOfPicture);
        bool script = !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        try
        {
            if (answerer.Pictures is not null)
            {
                Look look = Look.OfFile(answerer, await File(form, context.RequestAborted));
                await (script ? Write(context, look) : Show(context, answerer, look));
            }
            else
            {
                string[] fields = [.. form["field"].Select(field => field ?? "")];
                if (fields.Any(field => field.Length > LongestField)) throw new GliaException("A field is longer than any value; shorten it.");
                PredictRequest row = Row(answerer, fields);
                Answer answer = Answer.Of(answerer.Ask(row.Inputs), 0);
                await (script ? Json.Write(context, answer.Write) : Show(context, answerer, null, answer, fields, row.Notes is [var first, ..] ? first : null));
            }
        }
        catch (GliaException error) when (!script)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            string[] fields = [.. form["field"].Select(field => field ?? "")];
            await Show(context, answerer, null, fields: fields, note: error.Message);
        }
    }

    private static async Task<byte[]> File(IFormCollection form, CancellationToken end)
    {
        if (form.Files.GetFile("picture") is not { Length: > 0 } file) throw new GliaException("No picture was chosen; choose a PNG, JPEG, GIF or BMP.");
        var bytes = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, end);
        return bytes;
    }

    private static PredictRequest Row(Answerer answerer, string[] fields)
    {
        if (answerer.Columns is { } columns)
        {
            if (fields.Length != columns.Inputs.Count) throw new GliaException("The form has another number of fields than the network; open it again.");
            return TableRows.Encode(columns, [columns.Inputs.Select((column, i) => (column.Name, fields[i])).ToDictionary(pair => pair.Name, pair => pair.Item2)]);
        }
        int size = answerer.Model.Network.InputShape.Size;
        string[] words = fields is [var line] ? line.Split([',', ' ', '\n', '\r', '\t', ';'], StringSplitOptions.RemoveEmptyEntries) : [];
        if (words.Length != size) throw new GliaException($"There are {words.Length:N0} numbers and the network takes {size:N0}.");
        float[] values = Array.ConvertAll(words, word =>
            float.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                ? value : throw new GliaException($"'{word}' is no number."));
        return new PredictRequest(new FloatFeatures(values, answerer.Model.Network.InputShape), []);
    }

    private async Task Keep(HttpContext context, Answerer answerer)
    {
        IFormCollection form = await Body.ReadForm(context);
        string picture = form["picture"].ToString();
        // What the page shows beside the answer comes back as it was sent.
        int comma = picture.IndexOf(',', StringComparison.Ordinal);
        var png = new byte[picture.Length];
        if (answerer.Pictures is null || !Convert.TryFromBase64String(picture[(comma + 1)..], png, out int length)
            || !int.TryParse(form["class"], System.Globalization.NumberStyles.None, null, out int number))
            throw new GliaException("Nothing can be kept: there is no picture, or no class.");
        string file = kept.Keep(answerer, png[..length], number);
        string said = $"Kept as {answerer.Names[number]}: {file}";
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            await Show(context, answerer, null, note: $"{said}. glia train {kept.Folder} learns from what is kept.");
        else
            await Json.Write(context, json => json.WriteString("said", said));
    }

    private Task Show(
        HttpContext context, Answerer answerer, Look? look, Answer? answer = null, string[]? fields = null, string? note = null)
    {
        string page = context.Request.Path.ToString().Replace("/keep", "", StringComparison.Ordinal);
        string title = answerer.CanBeDrawnFor ? "Draw something" : answerer.Pictures is not null ? "Show it a picture" : "Ask about a row";
        if (answerer.CanBeDrawnFor && answerer.Names.SequenceEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])) title = "Draw a digit";
        Markup said = note is null ? Markup.Of($"<p class=note role=status hidden></p>") : Markup.Of($"<p class=note role=status>{note}</p>");
        Markup body = answerer.Pictures is null ? RowForm(answerer, page, answer, fields) : PictureForms(answerer, page, look);
        return shell.Write(context, title, Markup.Of($"""
            <div id=try data-path="{page}"><section class=head aria-labelledby=title><p class=subject>{answerer.Name}</p><h1 id=title>{title}</h1>{said}</section>
            {body}</div>
            """), answerer.Pictures is null ? [] : ["try.js"]);
    }

    private Markup PictureForms(Answerer answerer, string page, Look? look)
    {
        Markup canvas = answerer.CanBeDrawnFor ? Markup.Of($"""
            <div class=draw><canvas id=pad width=560 height=560 tabindex=0 role=application
            aria-label="Drawing area. Arrow keys move the pen, space puts it down and lifts it, Delete clears."></canvas>
            <p class=hint>Draw here with a mouse, a pen or a finger.</p>
            <div class=row><button type=button id=undo>Undo</button><button type=button id=clear>Clear</button></div>
            <noscript><p class=note>Drawing needs a script; a picture can be sent without one.</p></noscript></div>
            """) : Markup.Empty;
        (int height, int width) = answerer.PictureSize;
        Markup seen = Markup.Of($"""
            <figure class=seen><figcaption>What the network sees</figcaption>
            <img id=seen alt="The picture as the network sees it" src="{look?.Address ?? Blank}" width={width} height={height}><p class=how>{look?.Seen}</p></figure>
            """);
        return Markup.Of($"""
            <section class="panel trying" aria-labelledby=answer-t>{canvas}{seen}{Answered(answerer, page, look)}</section>
            <section class=panel aria-labelledby=upload-t><h2 id=upload-t>A picture instead</h2>
            <p class=lead>PNG, JPEG, GIF or BMP, a photo of a sheet included; it becomes {height} x {width} pixels.</p>
            <form id=upload class=row method=post action="{page}" enctype="multipart/form-data"><label class=file>Picture
            <input type=file name=picture accept="image/png,image/jpeg,image/gif,image/bmp" required></label><button>Look at it</button></form></section>
            """);
    }

    private Markup Answered(Answerer answerer, string page, Look? look)
    {
        Markup bars = Bars(look?.Answer.Shares ?? [.. answerer.Names.Take(12).Select(name => (name, 0.0))]);
        Markup choices = answerer.Names.Count <= MostButtons
            ? Markup.Join(answerer.Names.Select((name, i) => Markup.Of($"<button name=class value={i}>{name}</button>")))
            : Markup.Of($"""
                <select name=class aria-label="The right class">{answerer.Names.Select((name, i) => Markup.Of($"<option value={i}>{name}</option>"))}</select><button>Keep it</button>
                """);
        Markup keep = answerer.Names.Count == 0 ? Markup.Empty : Markup.Of($"""
            <form id=keep method=post action="{page}/keep"{(look is null ? Markup.Of($" hidden") : Markup.Empty)}><input type=hidden name=picture value="{look?.Address}">
            <fieldset><legend>Wrong? Which one was it</legend><div class=row>{choices}</div></fieldset>
            <p class=hint>It is kept in {kept.Folder}, from which glia train learns.</p></form>
            """);
        return Markup.Of($"""
            <div class=answered><h2 id=answer-t>It says <output id=answer>{look?.Answer.Text ?? "…"}</output></h2>{bars}{keep}</div>
            """);
    }

    private static Markup RowForm(Answerer answerer, string page, Answer? answer, string[]? fields)
    {
        Markup inputs = answerer.Columns is { Inputs.Count: <= MostFieldsTyped } columns
            ? Markup.Join(columns.Inputs.Select((column, i) => Field(column, i, fields is not null && i < fields.Length ? fields[i] : "")))
            : Markup.Of($"""
                <div class=wide><label for=f0>{answerer.Model.Network.InputShape.Size:#,0} numbers, with commas between</label>
                <textarea id=f0 name=field rows=6>{(fields is [var typed, ..] ? typed : "")}</textarea></div>
                """);
        Markup said = answer is null ? Markup.Empty : Markup.Of($"""
            <section class=panel aria-labelledby=answer-t><h2 id=answer-t>It says <output id=answer>{answer.Text}</output></h2>{Bars(answer.Shares)}</section>
            """);
        return Markup.Of($"""
            {said}<section class=panel aria-labelledby=row-t><h2 id=row-t>A row</h2><p class=lead>As the table had it; what is left empty counts as missing.</p>
            <form method=post action="{page}" class=fields>{inputs}<p><button>Ask</button></p></form></section>
            """);
    }

    private static Markup Field(InputColumn column, int number, string value)
    {
        Markup list = column is CategoryColumn category ? Markup.Of($"""
            <datalist id="l{number}">{category.Values.OfType<string>().Take(100).Select(one => Markup.Of($"<option value=\"{one}\"></option>"))}</datalist>
            """) : Markup.Empty;
        Markup more = column switch
        {
            CategoryColumn => Markup.Of($" list=\"l{number}\""),
            NumberColumn => Markup.Of($" inputmode=decimal"),
            _ => Markup.Empty,
        };
        return Markup.Of($"""
            <div><label for="f{number}">{column.Name}</label><input id="f{number}" name=field autocomplete=off value="{value}"{more}>{list}</div>
            """);
    }

    private static Markup Bars(IReadOnlyList<(string Name, double Share)> shares)
    {
        double most = shares.Count == 0 ? 0 : shares.Max(one => one.Share);
        return Markup.Of($"""
            <ol class=bars id=bars>{shares.Select(one => Markup.Of($"""
                <li{(most > 0 && one.Share == most ? Markup.Of($" class=top") : Markup.Empty)}><span class=name>{one.Name}</span><span class=bar><i style="width:{100 * one.Share:0.##}%"></i></span><span class=pc>{100 * one.Share:0.0} %</span></li>
                """))}</ol>
            """);
    }

    // One transparent pixel: where a picture will stand there is something from the start.
    private const string Blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
}
