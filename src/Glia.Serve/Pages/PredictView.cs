using System.Text.Json;
using Glia.Data.Columns;
using Glia.Report;
using Glia.Report.Html;
using Glia.Serve.Access;
using Glia.Serve.Predicting;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Pages;

/// <summary>How another program asks a model: commands to copy, what may stand in a body, when it is refused.</summary>
internal static class PredictView
{
    private const int MostClassesNamed = 20;

    /// <summary>The page.</summary>
    /// <param name="answerer">The model.</param>
    /// <param name="request">The request for the page, whose address is the one to ask.</param>
    /// <param name="mostAtOnce">How many requests are answered at once.</param>
    public static Markup Of(Answerer answerer, HttpRequest request, int mostAtOnce)
    {
        string start = $"curl http://{request.Host}{request.Path.ToUriComponent()} -H \"Authorization: Bearer $GLIA_SERVE_TOKEN\" \\\n" +
            "  -H 'Content-Type: ";
        string rows = $"{start}application/json' \\\n  -d {ShellWord.Of(Example(answerer))}";
        Markup picture = answerer.Pictures is null
            ? Markup.Empty
            : Copied("A picture", $"{start}image/png' \\\n  --data-binary @picture.png");
        IReadOnlyList<string> names = answerer.Names;
        string classes = names.Count == 0 ? "none: it answers numbers"
            : string.Join(", ", names.Take(MostClassesNamed)) + (names.Count > MostClassesNamed ? ", …" : "");
        return Markup.Of($"""
            <section class=head aria-labelledby=title><p class=subject>{answerer.Name}</p><h1 id=title>For programs</h1>
            <p class=sentence>Send rows as JSON, get answers as JSON. The token is the one in the address that glia serve printed.</p>
            </section>
            <section class=panel aria-labelledby=ask-t><h2 id=ask-t>Ask</h2><p class=lead>POST {request.Path.ToUriComponent()},
            at most {PredictRequest.MostRows:#,0} rows and {Body.MostOfRows >> 20} MiB at once.</p>{Copied("Rows", rows)}{picture}
            {Table("Bodies", "body", "what it holds", Bodies(answerer))}<h3>Classes</h3><p>{classes}</p></section>
            <section class=panel aria-labelledby=no-t><h2 id=no-t>When it says no</h2>
            <p class=lead>Every refusal is one sentence under the key error.</p>
            {Table("Refusals", "status", "why", Refusals(mostAtOnce))}</section>
            """);
    }

    private static Markup Table(string caption, string first, string second, IEnumerable<(string, string)> rows) =>
        new DataTable(caption, [first, second], [.. rows.Select(row => (IReadOnlyList<Cell>)[row.Item1, row.Item2])]).ToHtml();

    private static Markup Copied(string name, string command) => Markup.Of($"""
        <div class=copy><pre tabindex=0 role=group aria-label="{name}"><code>{command}</code></pre></div>
        """);

    private static IEnumerable<(string, string)> Bodies(Answerer answerer)
    {
        int size = answerer.Model.Network.InputShape.Size;
        yield return ("inputs", $"a list a row, {size:#,0} numbers in each, flat or nested as the input's shape");
        if (answerer.Columns is not null)
            yield return ("rows", "an object a row, fields under the names of their columns; null is a missing value");
        if (answerer.Pictures is not null)
            yield return ("images", "PNG, JPEG, GIF or BMP files in base64; or one file alone as the body, with its type");
    }

    private static IEnumerable<(string, string)> Refusals(int mostAtOnce) =>
    [
        ("400", "no JSON, another number of inputs, an unknown column, a word where a number belongs, a picture that cannot be read"),
        ("401, 403", "no token; asked by another page or another name"),
        ("413", $"more than {Body.MostOfRows >> 20} MiB of JSON or {Body.MostOfPicture >> 20} MiB of picture"),
        ("415", "the body is neither application/json nor a picture"),
        ("429", $"more than {mostAtOnce} requests at once; ask again after Retry-After"),
    ];

    private static string Example(Answerer answerer) => answerer.Columns is { } columns
        ? $"{{\"rows\": [{{{string.Join(", ", columns.Inputs.Select(column => $"{Quoted(column.Name)}: {Quoted(Field(column))}"))}}}]}}"
        : $"{{\"inputs\": [[{(answerer.Model.Network.InputShape.Size > 3 ? "0, 0, 0, …" : "0")}]]}}";

    private static string Field(InputColumn column) => column switch
    {
        CategoryColumn category => category.Values.OfType<string>().FirstOrDefault() ?? "",
        NumberColumn => "0",
        _ => "2024-01-31",
    };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
