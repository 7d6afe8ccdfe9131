using System.CommandLine;
using Glia.Models;

namespace Glia.Cli.Commands;

/// <summary><c>glia summary</c>: the layers of a network.</summary>
internal static class SummaryCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "summary";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Shows the layers of a network with their shapes and parameters.");
        if (!complete) return command;
        var what = new Argument<string>("WHAT")
        {
            Description = "A model.safetensors, a run folder, an experiment file (.json), or a model of Keras, ONNX or TensorFlow.js.",
        };
        var json = CommonFlags.Json();
        command.Add(what);
        command.Add(json);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(what), parsed.GetValue(json)));
        Examples.Attach(command, """
            glia summary runs/mnist
            glia summary samples/experiments/origin.json --json
            """);
        return command;
    }

    private static int Run(Terminal terminal, string what, bool json)
    {
        Network network = Subjects.Network(what, terminal.Errors);
        Subjects.Remark(terminal.Errors, what);
        terminal.Plain.Write(json ? NetworkSummary.ToJson(network) : network + Environment.NewLine);
        return 0;
    }
}
