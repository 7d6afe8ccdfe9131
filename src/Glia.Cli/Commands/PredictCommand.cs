using System.CommandLine;
using System.Globalization;
using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Images;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia predict</c>: what a saved network answers to data or to one image.</summary>
internal static class PredictCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "predict";

    private const int MostShown = 3;

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Says what a trained network answers to data or to an image.");
        if (!complete) return command;
        var model = new Argument<string>("MODEL") { Description = "A model.safetensors, or a run folder." };
        var data = new Argument<string>("DATA") { Description = "mnist (its test images), a data file or folder, or an image (.png, .jpg, .bmp)." };
        var targets = new Option<string?>("--targets") { Description = "The column or array that is no input.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object instead." };
        command.Add(model);
        command.Add(data);
        command.Add(targets);
        command.Add(json);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetValue(targets), parsed.GetValue(json)));
        Examples.Attach(command, """
            glia predict runs/mnist seven.png
            glia predict model.safetensors flowers.csv --json
            """);
        return command;
    }

    private static int Run(Terminal terminal, string modelPath, string data, string? targets, bool json)
    {
        Files.Model model = Subjects.Model(modelPath);
        Subjects.Remark(terminal.Errors, modelPath);
        string? seen = null;
        ModelPredictions predictions;
        if (ImageReader.IsImage(data))
        {
            ImageFile image = ImageFile.Read(data, model.Network.InputShape);
            seen = image.Seen;
            predictions = ModelPredictions.Of(model, image.Pixels);
        }
        else
        {
            predictions = ModelPredictions.Of(model, Judged(terminal, model, data, targets).InputsOf(model.Network.InputShape.Size));
        }
        if (json)
        {
            terminal.Plain.Write(predictions.ToJson(seen));
            return 0;
        }
        if (seen is not null) terminal.Screen.WriteLine(seen);
        for (int row = 0; row < predictions.Rows; row++) terminal.Plain.WriteLine(Line(predictions, row));
        return 0;
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
