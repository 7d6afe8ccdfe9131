using Glia.Serve.Drawing;
using Glia.Serve.Lab;
using Glia.Serve.Live;
using Glia.Serve.Pages;
using Glia.Serve.Predicting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve;

/// <summary>The pages of a server, and what they share. A new page is a line here.</summary>
internal sealed class Site : IDisposable
{
    private readonly IServedPage[] _pages;
    private readonly string _first;
    private readonly OwnRun? _run;
    private readonly Examination? _examination;

    /// <summary>The pages that go with what is served; what goes on while it answers begins.</summary>
    /// <param name="served">What it is for.</param>
    /// <param name="options">Where and for whom.</param>
    /// <param name="ending">Set when the server ends.</param>
    /// <exception cref="GliaException">What was to begin cannot.</exception>
    public Site(Served served, ServeOptions options, CancellationToken ending)
    {
        _run = served is Served.Training training ? OwnRun.Begin(training) : null;
        _examination = served is Served.Examined examined ? new Examination(examined) : null;
        _examination?.Begin();
        var shelf = new RunShelf(options.RunsFolder) { Besides = (served as Served.Run)?.Folder ?? _run?.Folder };
        var models = new ModelShelf(shelf, served is Served.Trained trained ? new Answerer(trained.Name, trained.Model) : null);
        var shell = new Shell(() => _pages!);
        IServedPage?[] pages =
        [
            _run is null ? null : new LivePage(shell, _run, ending),
            _examination is null ? null : new ExaminedPage(shell, _examination, ending),
            new RunsPage(shell, shelf, _run, ending),
            new TryPage(shell, models, new KeptPictures(options.KeptFolder)),
            new LabPage(shell, new LabWard(options.Sources)),
            new PredictPage(shell, models),
        ];
        _pages = [.. pages.OfType<IServedPage>()];
        _first = served switch
        {
            Served.Run run => RunShelf.Address(RunShelf.Name(run.Folder)),
            Served.Trained => "/try",
            Served.Lab => "/lab",
            _ => _pages[0].Path,
        };
    }

    /// <summary>Says what the pages answer to.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Assets.Map(routes);
        routes.MapGet("/", context =>
        {
            context.Response.Redirect(_first);
            return Task.CompletedTask;
        });
        foreach (IServedPage page in _pages) page.Map(routes);
    }

    /// <summary>Ends what goes on; what is being trained is kept.</summary>
    public void Dispose()
    {
        _run?.Dispose();
        _examination?.Dispose();
    }
}
