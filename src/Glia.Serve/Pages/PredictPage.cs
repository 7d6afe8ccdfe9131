using System.Text.Json;
using Glia.Data.Columns;
using Glia.Experiments;
using Glia.Report.Html;
using Glia.Serve.Access;
using Glia.Serve.Predicting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>What other programs ask: <c>POST /predict</c> with JSON or with a picture; the page says how.</summary>
internal sealed class PredictPage(Shell shell, ModelShelf models) : IServedPage
{
    // Each holds its body in memory and waits for a processor.
    private const int MostAtOnce = 128;

    private static readonly string[] s_pictures = ["image/png", "image/jpeg", "image/gif", "image/bmp"];

    private readonly Gate _gate = new(MostAtOnce);

    /// <inheritdoc/>
    public string? Name => "For programs";

    /// <inheritdoc/>
    public string Path => "/predict";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => Explain(context, models.Default(), Path));
        routes.MapPost(Path, context => Answer(context, models.Default()));
        routes.MapGet("/runs/{name}/predict", context => Explain(context, Named(context), context.Request.Path));
        routes.MapPost("/runs/{name}/predict", context => Answer(context, Named(context)));
    }

    private Answerer Named(HttpContext context)
    {
        string name = (string)context.Request.RouteValues["name"]!;
        return models.Find(name) ?? throw new RefusedException(StatusCodes.Status404NotFound, $"There is no run called '{name}' with a model here.");
    }

    private async Task Answer(HttpContext context, Answerer answerer)
    {
        using IDisposable inside = _gate.Enter(context);
        Body.RequireType(context.Request, ["application/json", .. s_pictures]);
        bool picture = context.Request.ContentType!.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
        ReadOnlyMemory<byte> body = await Body.Read(context, picture ? Body.MostOfPicture : Body.MostOfRows);
        PredictRequest request = picture
            ? PredictRequest.OfPicture(answerer, body.ToArray())
            : PredictRequest.Read(answerer, body.Span);
        ModelPredictions answers = answerer.Ask(request.Inputs);
        await Json.Write(context, json => Write(json, answers, request.Notes));
    }

    private static void Write(Utf8JsonWriter json, ModelPredictions answers, IReadOnlyList<string> notes)
    {
        json.WriteStartArray("predictions");
        for (int row = 0; row < answers.Rows; row++)
        {
            json.WriteStartObject();
            if (answers.ClassNames is { } names)
            {
                int best = answers.Class(row);
                json.WriteNumber("class", best);
                json.WriteString("class_name", names[best]);
                if (Predicting.Answer.Probabilities(answers, row) is { } shares) Numbers(json, "probabilities", shares);
            }
            if (answers.LabelNames is not null)
            {
                json.WriteStartArray("labels");
                foreach (string label in answers.Labels(row)) json.WriteStringValue(label);
                json.WriteEndArray();
                Numbers(json, "probabilities", answers.LabelProbabilities(row));
            }
            Numbers(json, "outputs", answers[row]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (notes.Count == 0) return;
        json.WriteStartArray("notes");
        foreach (string note in notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    // JSON has no word for NaN and infinity.
    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
        {
            if (float.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    private Task Explain(HttpContext context, Answerer answerer, string path)
    {
        string address = $"http://{context.Request.Host}{path}", size = $"{answerer.Model.Network.InputShape.Size:#,0}";
        string body = Example(answerer);
        string start = $"curl {address} -H \"Authorization: Bearer $GLIA_SERVE_TOKEN\" \\\n  -H 'Content-Type: ";
        string command = $"{start}application/json' \\\n  -d '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        string picture = $"{start}image/png' \\\n  --data-binary @picture.png";
        string classes = answerer.Names.Count == 0 ? "numbers" : string.Join(", ", answerer.Names.Take(20)) + (answerer.Names.Count > 20 ? ", …" : "");
        return shell.Write(context, "For programs", Markup.Of($"""
            <section class=head aria-labelledby=title><p class=subject>{answerer.Name}</p><h1 id=title>For programs</h1>
            <p class=sentence>Send rows as JSON, get answers as JSON. The token is the one in the address that glia serve printed.</p></section>
            <section class=panel aria-labelledby=ask-t><h2 id=ask-t>Ask</h2><p class=lead>POST {path}, at most {PredictRequest.MostRows:#,0} rows and 4 MiB at once.</p>
            <div class=copy><pre tabindex=0 role=group aria-label="A request"><code>{command}</code></pre></div>
            {(answerer.Pictures is null ? Markup.Empty : Markup.Of($"<div class=copy><pre tabindex=0 role=group aria-label=\"A picture\"><code>{picture}</code></pre></div>"))}
            <div class=scroll tabindex=0 role=group aria-label="Kinds of bodies"><table class=t><thead><tr><th scope=col>body</th><th scope=col>for</th></tr></thead><tbody>
            <tr><th scope=row><code>inputs</code></th><td>a list a row, {size} numbers in each, nested as the input's shape or flat</td></tr>
            {(answerer.Columns is null ? Markup.Empty : Markup.Of($"<tr><th scope=row><code>rows</code></th><td>an object a row, fields under the names of their columns; null is a missing value</td></tr>"))}
            {(answerer.Pictures is null ? Markup.Empty : Markup.Of($"<tr><th scope=row><code>images</code></th><td>PNG, JPEG, GIF or BMP files in base64; or one file alone as the body, with its type</td></tr>"))}
            </tbody></table></div><h3>Classes</h3><p>{classes}</p></section>
            <section class=panel aria-labelledby=no-t><h2 id=no-t>When it says no</h2><p class=lead>Every refusal is one sentence in <code>error</code>.</p>
            <div class=scroll tabindex=0 role=group aria-label=Refusals><table class=t><thead><tr><th scope=col>status</th><th scope=col>why</th></tr></thead><tbody>
            <tr><th scope=row>400</th><td>no JSON, another number of inputs, an unknown column, a word where a number belongs, a picture that cannot be read</td></tr>
            <tr><th scope=row>401, 403</th><td>no token; asked by another page or another name</td></tr>
            <tr><th scope=row>413</th><td>more than 4 MiB of JSON or 16 MiB of picture</td></tr>
            <tr><th scope=row>415</th><td>the body is neither application/json nor a picture</td></tr>
            <tr><th scope=row>429</th><td>more than {MostAtOnce} requests at once; ask again after Retry-After</td></tr></tbody></table></div></section>
            """));
    }

    private static string Example(Answerer answerer) => answerer.Columns is { } columns
        ? $"{{\"rows\": [{{{string.Join(", ", columns.Inputs.Select(column => $"{Quoted(column.Name)}: {Quoted(Field(column))}"))}}}]}}"
        : $"{{\"inputs\": [[{(answerer.Model.Network.InputShape.Size > 3 ? "0, 0, 0, …" : "0")}]]}}";

    private static string Field(InputColumn column) => column switch
    {
        CategoryColumn category => category.Values.FirstOrDefault(value => value is not null) ?? "",
        NumberColumn => "0",
        _ => "2024-01-31",
    };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
