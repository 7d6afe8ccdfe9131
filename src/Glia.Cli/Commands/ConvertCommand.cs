using System.CommandLine;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia convert</c>: a network of one program as a file of another.</summary>
internal static class ConvertCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "convert";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Turns a network of Keras or TensorFlow.js into one of Glia's.");
        if (!complete) return command;
        var model = new Argument<string>("MODEL")
        {
            Description = "Keras (.h5, .keras, or weights with their model.json beside them), TensorFlow.js (model.json), or a model of " +
                "Glia.",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; its ending says the format: .safetensors (Glia).",
            HelpName = "OUT",
            Required = true,
        };
        command.Add(model);
        command.Add(output);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(model), parsed.GetRequiredValue(output)));
        Examples.Attach(command, """
            glia convert model.keras -o model.safetensors
            glia convert web/model.json -o model.safetensors
            """);
        return command;
    }

    private static int Run(Terminal terminal, string path, string output)
    {
        if (!Path.GetExtension(output).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new GliaException($"{output} has an ending that says no format Glia writes; write " +
                $"{Path.ChangeExtension(output, ".safetensors")}.");
        Files.Model model = Subjects.Model(path, terminal.Errors);
        model.Save(output);
        terminal.Screen.WriteLine($"The network is in {output}, with {model.Network.ParameterCount:N0} parameters; glia summary {output} " +
            "shows it.");
        return 0;
    }
}
