using System.CommandLine;
using System.Text.Json.Nodes;
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
            "Turns a network of Glia, Keras, PyTorch, ONNX or TensorFlow.js into a file of another of these.");
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
        var steps = new Option<int?>("--steps")
        {
            Description = "How long sequences are, where weights alone are those of recurrent layers.",
            HelpName = "N",
        };
        steps.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int?>() is < 1) parsed.AddError("--steps must be 1 or more.");
        });
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; its ending says the format: .safetensors (Glia), .keras (Keras 3), .h5 (Keras 2), .onnx or " +
                ".json (TensorFlow.js, with files of weights beside it).",
            HelpName = "OUT",
            Required = true,
        };
        var pytorch = new Option<bool>("--pytorch")
        {
            Description = "Writes .safetensors with the names and the order of PyTorch's nn.Sequential, and beside it the program " +
                "(.py) that loads it, which is shown too.",
        };
        command.Add(model);
        command.Add(output);
        command.Add(network);
        command.Add(activation);
        command.Add(steps);
        command.Add(pytorch);
        command.SetAction(parsed => Run(
            terminal(), parsed.GetRequiredValue(model), parsed.GetRequiredValue(output), parsed.GetValue(pytorch),
            new ForeignModelOptions
            {
                Experiment = parsed.GetValue(network),
                Activation = parsed.GetValue(activation),
                Steps = parsed.GetValue(steps),
            }));
        Examples.Attach(command, """
            glia convert model.keras -o model.safetensors
            glia convert model.onnx -o model.safetensors
            glia convert weights.pt --activation relu -o model.safetensors
            glia convert weights.pt --network experiment.json -o model.safetensors
            glia convert lstm.pt --steps 20 -o model.safetensors
            glia convert runs/flowers -o flowers.onnx
            glia convert runs/flowers -o flowers.keras
            glia convert runs/flowers -o web/model.json
            glia convert runs/flowers -o flowers.safetensors --pytorch
            glia convert web/model.json -o model.safetensors
            """);
        return command;
    }

    private static int Run(Terminal terminal, string path, string output, bool pytorch, ForeignModelOptions options)
    {
        string ending = Path.GetExtension(output).ToUpperInvariant();
        if (ending is not (".SAFETENSORS" or ".ONNX" or ".KERAS" or ".H5" or ".JSON"))
            throw new GliaException($"{output} has an ending that says no format Glia writes; " +
                $"write {Path.ChangeExtension(output, ".safetensors")}, or .keras, .h5, .onnx or .json.");
        if (pytorch && ending != ".SAFETENSORS")
            throw new GliaException($"--pytorch writes .safetensors; write {Path.ChangeExtension(output, ".safetensors")}, or leave " +
                "it out.");
        (Models.Model model, JsonObject? training) = Subjects.Trained(path, terminal.Errors, options);
        string program = "";
        IReadOnlyList<string> lost = [];
        if (pytorch) (program, lost) = ForeignWriting.Torch(model, output);
        else
        {
            switch (ending)
            {
                case ".ONNX": lost = ForeignWriting.Onnx(model, output); break;
                case ".KERAS": lost = ForeignWriting.Keras(model, output, training); break;
                case ".H5": lost = ForeignWriting.KerasHdf5(model, output, training); break;
                case ".JSON": lost = ForeignWriting.TensorFlowJs(model, output); break;
                default: model.Save(output); break;
            }
        }
        foreach (string note in lost) terminal.Errors.WriteLine($"note      {note}");
        string size = $"The network is in {output}, with {model.Network.ParameterCount:N0} parameters; ";
        if (!pytorch) terminal.Screen.WriteLine($"{size}glia summary {output} shows it.");
        else
        {
            terminal.Screen.WriteLine($"{size}{Path.ChangeExtension(output, ".py")} loads it:");
            terminal.Plain.WriteLine();
            terminal.Plain.Write(program);
        }
        return 0;
    }
}
