using System.Globalization;
using Glia.Data;
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
    // Longer texts are no field of a table.
    private const int LongestField = 1000;

    private const string KeepPath = "/keep";

    private static readonly char[] s_between = [',', ' ', '\n', '\r', '\t', ';'];

    /// <inheritdoc/>
    public string? Name => "Try it";

    /// <inheritdoc/>
    public string Path => "/try";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        Add(Path, _ => models.Default());
        Add("/runs/{name}/try", models.Named);

        void Add(string path, Func<HttpContext, Answerer> of)
        {
            routes.MapGet(path, context => Show(context, View(context, of(context))));
            routes.MapPost(path, context => Form(context, of(context)));
            routes.MapPost($"{path}/look", context => Drawn(context, of(context)));
            routes.MapPost($"{path}{KeepPath}", context => Keep(context, of(context)));
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
        bool script = !Refusal.WantsPage(context.Request);
        TryView view = View(context, answerer) with { Fields = [.. form["field"].Select(field => field ?? "")] };
        try
        {
            view = answerer.Pictures is not null
                ? view with { Look = Look.OfFile(answerer, await File(form, context.RequestAborted)) }
                : Asked(view);
            if (!script) await Show(context, view);
            else if (view.Look is { } look) await Write(context, look);
            else await Json.Write(context, view.Answer!.Write);
        }
        catch (GliaException error) when (!script)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Show(context, view with { Note = error.Message });
        }
    }

    private static TryView Asked(TryView view)
    {
        if (view.Fields.Any(field => field.Length > LongestField)) throw new GliaException("A field is longer than any value; shorten it.");
        PredictRequest row = Row(view.Model, view.Fields);
        return view with { Answer = Answer.Of(view.Model.Ask(row.Inputs), 0), Note = row.Notes is [var first, ..] ? first : null };
    }

    private static async Task<byte[]> File(IFormCollection form, CancellationToken end)
    {
        if (form.Files.GetFile("picture") is not { Length: > 0 } file)
            throw new GliaException("No picture was chosen; choose a PNG, JPEG, GIF or BMP.");
        var bytes = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, end);
        return bytes;
    }

    private static PredictRequest Row(Answerer answerer, IReadOnlyList<string> fields)
    {
        if (answerer.Columns is { } columns)
        {
            if (fields.Count != columns.Inputs.Count)
                throw new GliaException("The form has another number of fields than the network; open it again.");
            return TableRows.Encode(columns, [Enumerable.Range(0, fields.Count).ToDictionary(i => columns.Inputs[i].Name, i => fields[i])]);
        }
        Shape input = answerer.Model.Network.InputShape;
        string[] words = fields is [var line] ? line.Split(s_between, StringSplitOptions.RemoveEmptyEntries) : [];
        if (words.Length != input.Size)
            throw new GliaException($"There are {words.Length:N0} numbers and the network takes {input.Size:N0}.");
        return new PredictRequest(new FloatFeatures(Array.ConvertAll(words, Number), input), []);
    }

    private static float Number(string word) =>
        float.TryParse(word, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
            : throw new GliaException($"'{word}' is no number.");

    private async Task Keep(HttpContext context, Answerer answerer)
    {
        IFormCollection form = await Body.ReadForm(context);
        // What the page shows beside the answer comes back as it was sent.
        string picture = form["picture"].ToString(), base64 = picture[(picture.IndexOf(',', StringComparison.Ordinal) + 1)..];
        var png = new byte[base64.Length];
        if (answerer.Pictures is null || !Convert.TryFromBase64String(base64, png, out int length)
            || !int.TryParse(form["class"], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            throw new GliaException("Nothing can be kept: there is no picture, or no class.");
        string said = $"Kept as {answerer.Names.ElementAtOrDefault(number)}: {kept.Keep(answerer, png[..length], number)}";
        if (!Refusal.WantsPage(context.Request)) await Json.Write(context, json => json.WriteString("said", said));
        else await Show(context, View(context, answerer) with { Note = $"{said}. glia train {kept.Folder} learns from what is kept." });
    }

    private TryView View(HttpContext context, Answerer answerer)
    {
        string path = context.Request.Path.ToUriComponent();
        return new TryView(answerer, path.EndsWith(KeepPath, StringComparison.Ordinal) ? path[..^KeepPath.Length] : path, kept.Folder);
    }

    private Task Show(HttpContext context, TryView view) =>
        shell.Write(context, view.Title, view.ToHtml(), view.Model.Pictures is null ? [] : ["try.js"]);
}
