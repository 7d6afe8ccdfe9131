using System.CommandLine;
using Glia.Interop;
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
        var command = new Command(Name,
            "Turns a network of Keras, PyTorch, ONNX or TensorFlow.js into one of Glia's, or one of Glia's into ONNX.");
        if (!complete) return command;
        var model = new Argument<string>("MODEL")
        {
            Description = "Keras (.h5, .keras, or weights with their model.json beside them), TensorFlow.js (model.json), ONNX, " +
                "PyTorch's " +
                "state dicts (.pt, .pth), safetensors, or a model of Glia: a run folder or its model.safetensors.",
        };
        var network = new Option<string?>("--network")
        {
            Description = "The network that weights alone are of: an experiment file.",
            HelpName = "EXPERIMENT.json",
        };
        var activation = new Option<string?>("--activation")
        {
            Description = "The function between the layers, where weights alone are a chain of matrices.",
            HelpName = "NAME",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; its ending says the format: .safetensors (Glia) or .onnx.",
            HelpName = "OUT",
            Required = true,
        };
        command.Add(model);
        command.Add(output);
        command.Add(network);
        command.Add(activation);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(model), parsed.GetRequiredValue(output),
            new ForeignModelOptions { Experiment = parsed.GetValue(network), Activation = parsed.GetValue(activation) }));
        Examples.Attach(command, """
            glia convert model.keras -o model.safetensors
            glia convert model.onnx -o model.safetensors
            glia convert weights.pt --activation relu -o model.safetensors
            glia convert weights.pt --network experiment.json -o model.safetensors
            glia convert runs/flowers -o flowers.onnx
            glia convert web/model.json -o model.safetensors
            """);
        return command;
    }

    private static int Run(Terminal terminal, string path, string output, ForeignModelOptions options)
    {
        string ending = Path.GetExtension(output).ToUpperInvariant();
        if (ending is not (".SAFETENSORS" or ".ONNX"))
            throw new GliaException($"{output} has an ending that says no format Glia writes; " +
                $"write {Path.ChangeExtension(output, ".safetensors")}, or .onnx.");
        Files.Model model = Subjects.Model(path, terminal.Errors, options);
        IReadOnlyList<string> lost = [];
        if (ending == ".ONNX") lost = ForeignWriting.Onnx(model, output);
        else model.Save(output);
        foreach (string note in lost) terminal.Errors.WriteLine($"note      {note}");
        terminal.Screen.WriteLine($"The network is in {output}, with {model.Network.ParameterCount:N0} parameters; glia summary {output} " +
            "shows it.");
        return 0;
    }
}
