using System.Net;

namespace Glia.Serve.Tests;

/// <summary>A server for one test, and somebody who may ask it.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private Serving(GliaServer server, Folder folder)
    {
        (Server, Folder) = (server, folder);
        var handler = new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        Client = new HttpClient(handler) { BaseAddress = server.Root };
    }

    public GliaServer Server { get; }

    /// <summary>Where its runs and kept pictures are.</summary>
    public Folder Folder { get; }

    /// <summary>Has the token's cookie.</summary>
    public HttpClient Client { get; }

    public CookieContainer Cookies { get; } = new();

    public static async Task<Serving> Start(Served? served = null, string? run = null, Experiments.DataSource? sources = null)
    {
        var folder = new Folder();
        if (run is not null) Directory.CreateDirectory(folder["runs"]);
        if (run is not null) Directory.CreateSymbolicLink(folder[$"runs/{Path.GetFileName(run)}"], run);
        var options = new ServeOptions { RunsFolder = folder["runs"], KeptFolder = folder["drawn"], Sources = sources ?? new() };
        var serving = new Serving(await GliaServer.Start(served ?? new Served.Runs(), options), folder);
        using HttpResponseMessage admitted = await serving.Client.GetAsync(serving.Server.Address);
        Assert.Equal(HttpStatusCode.SeeOther, admitted.StatusCode);
        return serving;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
