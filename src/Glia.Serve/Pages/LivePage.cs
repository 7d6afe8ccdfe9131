using System.Globalization;
using Glia.Serve.Access;
using Glia.Serve.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>The run that this process does, while it goes: its curves, its learning rate, and a button that stops it.</summary>
internal sealed class LivePage(Shell shell, OwnRun run, CancellationToken ending) : IServedPage
{
    // Ten steps of ten times each way are more than anybody means.
    private const float LeastRate = 1e-12f, MostRate = 1e6f;

    /// <inheritdoc/>
    public string? Name => "Live";

    /// <inheritdoc/>
    public string Path => "/live";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => shell.Write(context, run.Name, RunView.Of(run, Path, "Training"), "live.js"));
        routes.MapGet($"{Path}/charts", context => Fragment.Write(context, RunView.Charts(run.Read())));
        routes.MapGet($"{Path}/found", context => Fragment.Write(context, RunView.Found(run)));
        routes.MapGet($"{Path}/events", context => EventStream.Write(context, run, ending));
        routes.MapPost($"{Path}/stop", context =>
        {
            run.Stop();
            return Fragment.Done(context, Path);
        });
        routes.MapPost($"{Path}/rate", Rate);
    }

    private async Task Rate(HttpContext context)
    {
        IFormCollection form = await Body.ReadForm(context);
        bool relative = form.ContainsKey("factor");
        string text = form[relative ? "factor" : "rate"].ToString();
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
            throw new GliaException($"'{text}' is no number; write a learning rate such as 0.001.");
        float rate = relative ? run.BaseRate * number : number;
        if (!(rate is >= LeastRate and <= MostRate))
            throw new GliaException($"A learning rate of {rate} makes no sense; write one above 0, such as 0.001.");
        run.ChangeRate(rate);
        await Fragment.Done(context, Path);
    }
}
