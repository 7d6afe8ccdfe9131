using System.CommandLine;
using Glia.Experiments;
using Glia.Serve;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia serve</c>: pages on this machine to look at runs and to try models.</summary>
internal static class ServeCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "serve";

    private const string TokenVariable = "GLIA_SERVE_TOKEN";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Shows runs, models and training that goes on as pages on this machine.");
        if (!complete) return command;
        var what = new Argument<string?>("WHAT")
        {
            Description = "A run folder, or a folder of run folders; runs by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var port = new Option<int?>("--port")
        {
            Description = "The port of 127.0.0.1 to answer on; a free one by default.",
            HelpName = "N",
        }
            .Within(1, ushort.MaxValue);
        command.Add(what);
        command.Add(port);
        command.SetAction(parsed => Run(terminal(), parsed.GetValue(what), parsed.GetValue(port) ?? 0));
        Examples.Attach(command, """
            glia serve
            glia serve runs/mnist
            """);
        return command;
    }

    private static int Run(Terminal terminal, string? what, int port)
    {
        string? token = Environment.GetEnvironmentVariable(TokenVariable);
        var options = new ServeOptions { Port = port };
        if (token is not null) options = options with { Token = ServeOptions.CheckToken(token) };
        Served served = new Served.Runs();
        if (what is not null)
        {
            if (RunFolder.IsRun(what)) served = new Served.Run(what);
            else if (Directory.Exists(what)) options = options with { RunsFolder = what };
            else throw new GliaException($"{what} is no run folder; name one that glia train left, or a folder of them.");
        }
        using IDisposable? held = terminal.Signals?.Hold();
        Serve(terminal, served, options).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task Serve(Terminal terminal, Served served, ServeOptions options)
    {
        await using GliaServer server = await GliaServer.Start(served, options);
        terminal.Screen.WriteLine($"Open {server.Address}");
        terminal.Screen.WriteLine("Ctrl-C ends it.");
        await server.Run(terminal.Interrupted);
    }
}
