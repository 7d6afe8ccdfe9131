using System.CommandLine;
using System.Globalization;
using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Images;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia predict</c>: what a saved network answers to data or to images.</summary>
internal static class PredictCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "predict";

    private const int MostShown = 3;

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Says what a trained network answers to data or to images.");
        if (!complete) return command;
        var model = new Argument<string>("MODEL") { Description = "A model.safetensors, or a run folder." };
        var data = new Argument<string[]>("DATA")
        {
            Description = "mnist (its test images), a data file or folder, or images (.png, .jpg, .bmp) and folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var targets = new Option<string?>("--targets") { Description = "The column or array that is no input.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object instead." };
        command.Add(model);
        command.Add(data);
        command.Add(targets);
        command.Add(json);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetValue(targets), parsed.GetValue(json)));
        Examples.Attach(command, """
            glia predict runs/mnist seven.png
            glia predict runs/pets a.jpg b.png holiday/
            glia predict model.safetensors flowers.csv --json
            """);
        return command;
    }

    private static int Run(Terminal terminal, string modelPath, string[] data, string? targets, bool json)
    {
        Files.Model model = Subjects.Model(modelPath);
        Subjects.Remark(terminal.Errors, modelPath);
        if (ImageWords.Paths(data) is { } images) return Images(terminal, model, images, json);
        LoadedData judging = Judged(terminal, model, data[0], targets);
        ModelPredictions predictions = ModelPredictions.Of(model, judging.InputsOf(model.Network.InputShape.Size));
        if (json) terminal.Plain.Write(predictions.ToJson());
        else for (int row = 0; row < predictions.Rows; row++) terminal.Plain.WriteLine(Line(predictions, row));
        return 0;
    }

    // What can be answered is; what cannot is said beside it, and the exit code tells.
    private static int Images(Terminal terminal, Files.Model model, IReadOnlyList<string> paths, bool json)
    {
        ImageBatch batch = ImageBatch.Read(paths, ImagePreparation.Of(model));
        foreach (string sentence in batch.Refused) terminal.Errors.WriteLine(sentence);
        if (batch.Inputs is null) return CommandLine.BadInput;
        ModelPredictions predictions = ModelPredictions.Of(model, batch.Inputs);
        string[] files = [.. batch.Kept.Select(number => paths[number])];
        string? seen = paths.Count == 1 ? $"{files[0]}: {batch.Seen[0]}" : null;
        if (json)
        {
            terminal.Plain.Write(predictions.ToJson(seen, files));
        }
        else
        {
            if (seen is not null) terminal.Screen.WriteLine(seen);
            for (int row = 0; row < predictions.Rows; row++)
            {
                string file = seen is null ? $"{files[row]}: " : "";
                terminal.Plain.WriteLine(file + Line(predictions, row));
            }
        }
        return batch.Refused.Count == 0 ? 0 : CommandLine.BadInput;
    }

    // What was made of a table goes beside the answers, which a program may read.
    private static LoadedData Judged(Terminal terminal, Files.Model model, string data, string? targets)
    {
        LoadedData judged = Subjects.Judging(model, data, targets, needsTargets: false);
        foreach (string note in judged.Notes) terminal.Errors.WriteLine(note);
        return judged;
    }

    private static string Line(ModelPredictions predictions, int row)
    {
        ReadOnlySpan<float> outputs = predictions[row];
        if (predictions.ClassNames is not { } names)
            return string.Join(' ', outputs.ToArray().Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
        float[] shares = outputs.ToArray();
        if (shares.Length == 1) return $"{names[predictions.Class(row)]}  ({EpochTable.Percent(shares[0])} for {names[1]})";
        IEnumerable<string> best = Enumerable.Range(0, shares.Length).OrderByDescending(c => shares[c]).Take(MostShown).Select(c => $"{names[c]} {EpochTable.Percent(shares[c])}");
        return $"{names[predictions.Class(row)]}  ({string.Join(", ", best)})";
    }
}
