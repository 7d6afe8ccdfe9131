using Glia.Serve.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve;

/// <summary>The pages of a server, and what they share. A new page is a line here.</summary>
internal sealed class Site
{
    private readonly IServedPage[] _pages;
    private readonly string _first;

    /// <summary>The pages that go with what is served.</summary>
    /// <param name="served">What it is for.</param>
    /// <param name="options">Where and for whom.</param>
    public Site(Served served, ServeOptions options)
    {
        var shelf = new RunShelf(options.RunsFolder) { Besides = (served as Served.Run)?.Folder };
        Shell shell = new(() => _pages!);
        _pages = [new RunsPage(shell, shelf)];
        _first = served switch
        {
            Served.Run run => RunShelf.Address(RunShelf.Name(run.Folder)),
            _ => "/runs",
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
}
