using System.Net;
using System.Net.Sockets;
using Glia.Serve.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Glia.Serve;

/// <summary>A server of pages on this machine, for whoever has its address: to look at runs, to try models, to ask them.</summary>
public sealed class GliaServer : IAsyncDisposable
{
    // Of what is not read in a moment nothing is kept: a body is a picture or some rows at most.
    private const int MostConnections = 512;

    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly Site _site;

    private GliaServer(WebApplication app, Site site, ServeOptions options)
    {
        (_app, _site) = (app, site);
        Root = new Uri(app.Urls.Single());
        Address = new Uri(Root, $"/?token={options.Token}");
    }

    /// <summary>The address to open: it carries the token.</summary>
    public Uri Address { get; }

    /// <summary>The address without the token.</summary>
    public Uri Root { get; }

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="served">What it is for.</param>
    /// <param name="options">Where and for whom; the defaults if null.</param>
    /// <exception cref="GliaException">The port is taken, or may not be listened on.</exception>
    public static async Task<GliaServer> Start(Served served, ServeOptions? options = null)
    {
        options ??= new ServeOptions();
        // Empty: no settings of the folder it happens to be started in, and no variable, decide where it listens and what it tells.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = nameof(Glia) });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_goodbye);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, options.Port));
        WebApplication app = builder.Build();
        var guard = new AccessGuard(options.Token);
        // Filled in once the port is its own: nothing is begun for a server that cannot answer. Until then nobody knows the token.
        RequestDelegate pages = context =>
            Refusal.Write(context, StatusCodes.Status503ServiceUnavailable, "It is about to begin; ask again.");
        app.Use(next => context => guard.Check(context, next));
        app.Use(next => context => Answers(context, next));
        app.Run(context => pages(context));
        try
        {
            await app.StartAsync();
            var site = new Site(served, options, app.Lifetime.ApplicationStopping);
            pages = Pages(app.Services, site);
            return new GliaServer(app, site, options);
        }
        catch (Exception error) when (error is IOException or GliaException)
        {
            await app.DisposeAsync();
            if (error is GliaException) throw;
            throw new GliaException(error.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied }
                ? $"Port {options.Port} may not be listened on; choose one above 1023, or none to get a free one."
                : $"Port {options.Port} is taken by another program; choose another, or none to get a free one.", error);
        }
    }

    /// <summary>Waits until it is told to end, and ends: what is being trained is stopped and kept.</summary>
    /// <param name="end">Tells it.</param>
    public async Task Run(CancellationToken end)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (end.Register(asked.SetResult)) await asked.Task;
        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        // What is trained ends after its step, and lies on the disk when this returns.
        await Task.Run(_site.Dispose);
        await _app.DisposeAsync();
    }

    private static RequestDelegate Pages(IServiceProvider services, Site site)
    {
        var builder = new ApplicationBuilder(services);
        builder.UseRouting();
        builder.UseEndpoints(site.Map);
        builder.Run(context => Refusal.Write(context, StatusCodes.Status404NotFound, "There is no such page here."));
        return builder.Build();
    }

    private static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = Body.MostOfForm;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(IPAddress.Loopback, port);
    }

    // What goes wrong on the way is one sentence with a status.
    private static async Task Answers(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            // Kestrel's own answers, such as that of a wrong method, have no body.
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
                await Refusal.Write(context, StatusCodes.Status405MethodNotAllowed, "This page does not answer to that method.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone.
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException error)
        {
            await Refusal.Write(context, error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? "The body is far larger than is taken here; send less at once."
                : "The request is no proper one; it was cut off or breaks the rules of HTTP.");
        }
        catch (RefusedException error)
        {
            await Refusal.Write(context, error.Status, error.Message);
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Refusal.Write(context, StatusCodes.Status400BadRequest, error.Message);
        }
    }
}
