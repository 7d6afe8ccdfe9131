using System.Text.Json;
using Glia.Models;
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
        Add(Path, _ => models.Default());
        Add("/runs/{name}/predict", models.Named);

        void Add(string path, Func<HttpContext, Answerer> of)
        {
            routes.MapGet(path, context => shell.Write(context, Name!, PredictView.Of(of(context), context.Request, MostAtOnce)));
            routes.MapPost(path, context => Answer(context, of(context)));
        }
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
}
