using System.CommandLine;
using System.Globalization;
using Glia.Cli.Screen;
using Glia.Data;
using Glia.Experiments;
using Glia.Images;
using Glia.Models;
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
        Argument<string> model = CommonFlags.Model();
        var data = new Argument<string[]>("DATA")
        {
            Description = "mnist (its test images), a data file or folder, images (.png, .jpg, .bmp) and folders of them, " +
                "or - for a CSV, .npy or .npz piped in.",
            Arity = ArgumentArity.OneOrMore,
        };
        var targets = new Option<string?>("--targets") { Description = "The column or array that is no input.", HelpName = "NAME" };
        Option<string?> views = CommonFlags.Views();
        var json = CommonFlags.Json();
        command.Add(model);
        command.Add(data.Offers(Subjects.DataNames));
        command.Add(targets);
        command.Add(views);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Writes the answers to a CSV file, a line a row; to an .npy the outputs as one array, in the targets' shape.",
            HelpName = "OUT.csv",
        };
        var probabilities =
            new Option<bool>("--proba") { Description = "Gives the probability of every class as CSV, under the classes' names." };
        command.Add(json);
        command.Add(output);
        command.Add(probabilities);
        command.SetAction(parsed => StandardInput.Use(parsed.GetRequiredValue(data),
            sources => Run(terminal(), parsed.GetRequiredValue(model), sources,
            parsed.GetValue(targets), parsed.GetValue(views),
            new Manner(parsed.GetValue(json), parsed.GetValue(output), parsed.GetValue(probabilities)))));
        Examples.Attach(command, """
            glia predict runs/mnist seven.png
            glia predict runs/pets a.jpg b.png holiday/
            glia predict model.safetensors flowers.csv --json
            glia predict runs/flowers flowers.csv --proba -o out.csv
            cat flowers.csv | glia predict runs/flowers -
            """);
        return command;
    }

    private static int Run(Terminal terminal, string modelPath, string[] data, string? targets, string? views, Manner manner)
    {
        Models.Model model = CommonFlags.Viewed(Subjects.Model(modelPath, terminal.Errors), views);
        Subjects.Remark(terminal.Errors, modelPath);
        if (manner.IsArray && (manner.Json || manner.Probabilities))
            throw new GliaException($"{manner.Output} would hold the network's outputs as they are; leave out " +
                $"{(manner.Json ? "--json" : "--proba")}, or write another file.");
        if (ImageWords.Paths(data) is { } images) return Images(terminal, model, modelPath, images, manner);
        LoadedData judging = Judged(terminal, model, data[0], targets);
        ModelPredictions predictions = ModelPredictions.Of(model, judging.InputsOf(model.Network.InputShape.Size));
        CheckAnswers(terminal, predictions, modelPath);
        Show(terminal, predictions, null, manner);
        return 0;
    }

    // What can be answered is; what cannot is said beside it, and the exit code tells.
    private static int Images(Terminal terminal, Models.Model model, string modelPath, IReadOnlyList<string> paths, Manner manner)
    {
        ImageBatch batch = ImageBatch.Read(paths, ImagePreparation.Of(model));
        foreach (string sentence in batch.Refused) terminal.Errors.WriteLine(sentence);
        if (batch.Inputs is null) return ExitCodes.BadInput;
        ModelPredictions predictions = ModelPredictions.Of(model, batch.Inputs);
        CheckAnswers(terminal, predictions, modelPath);
        string[] files = [.. batch.Kept.Select(number => paths[number])];
        string? seen = paths.Count == 1 ? $"{files[0]}: {batch.Seen[0]}" : null;
        Show(terminal, predictions, seen, manner, files);
        return batch.Refused.Count == 0 ? 0 : ExitCodes.BadInput;
    }

    // NaN is no class and no number: without this the first class would be named.
    private static void CheckAnswers(Terminal terminal, ModelPredictions predictions, string modelPath)
    {
        int none = predictions.RowsWithoutAnswer;
        if (none == 0) return;
        if (none == predictions.Rows)
            throw new GliaException("The network answers every row by NaN or infinity, so its weights are of no use; " +
                NextStep.SaysWhy(modelPath));
        terminal.Errors.WriteLine($"note      {none:N0} of {predictions.Rows:N0} rows {(none == 1 ? "is" : "are")} " +
            "answered by NaN or infinity, which is no answer");
    }

    private static void Show(Terminal terminal, ModelPredictions predictions, string? seen, Manner manner,
        IReadOnlyList<string>? files = null)
    {
        if (manner.Output is { } file)
        {
            if (manner.IsArray) Npy.Write(file, predictions.ToArray());
            else Files.AtomicFile.WriteText(file,
                manner.Json ? predictions.ToJson(seen, files) : predictions.ToCsv(manner.Probabilities, files));
            string answers = predictions.Rows == 1 ? "answer is" : "answers are";
            terminal.Screen.WriteLine($"{predictions.Rows:N0} {answers} in {file}");
        }
        else if (manner.Json)
        {
            terminal.Plain.Write(predictions.ToJson(seen, files));
        }
        else if (manner.Probabilities)
        {
            terminal.Plain.Write(predictions.ToCsv(probabilities: true, files));
        }
        else
        {
            if (seen is not null) terminal.Screen.WriteLine(seen);
            for (int row = 0; row < predictions.Rows; row++)
            {
                string image = seen is null && files is not null ? $"{files[row]}: " : "";
                terminal.Plain.WriteLine(image + Line(predictions, row));
            }
        }
    }

    // What was made of a table goes beside the answers, which a program may read.
    private static LoadedData Judged(Terminal terminal, Models.Model model, string data, string? targets)
    {
        LoadedData judged = Subjects.Judging(model, data, targets, needsTargets: false);
        foreach (string note in judged.Notes) terminal.Errors.WriteLine(note);
        return judged;
    }

    private static string Line(ModelPredictions predictions, int row)
    {
        if (predictions.LabelNames is { } labels) return Labels(predictions, labels, row);
        if (predictions.StepClassNames is { } classes)
            return string.Join(' ', Enumerable.Range(0, predictions.Steps).Select(step => classes[predictions.ClassAt(row, step)]));
        ReadOnlySpan<float> outputs = predictions[row];
        if (predictions.ClassNames is not { } names)
            return string.Join(' ', outputs.ToArray().Select(value => value.ToString("G6", CultureInfo.InvariantCulture)));
        float[] shares = outputs.ToArray();
        if (shares.Length == 1) return $"{names[predictions.Class(row)]}  ({EpochTable.Percent(shares[0])} for {names[1]})";
        IEnumerable<string> best = Enumerable.Range(0, shares.Length).OrderByDescending(c => shares[c]).Take(MostShown)
            .Select(c => $"{names[c]} {EpochTable.Percent(shares[c])}");
        return $"{names[predictions.Class(row)]}  ({string.Join(", ", best)})";
    }

    private static string Labels(ModelPredictions predictions, IReadOnlyList<string> names, int row)
    {
        string given = predictions.Labels(row) is { Count: > 0 } some ? string.Join(", ", some) : "none";
        IEnumerable<string> shares = names.Zip(predictions.LabelProbabilities(row), (name, share) => $"{name} {EpochTable.Percent(share)}");
        return $"{given}  ({string.Join(", ", shares)})";
    }

    // How the answers are given.
    private sealed record Manner(bool Json, string? Output, bool Probabilities)
    {
        // Whether numpy is to read them.
        public bool IsArray => Output is not null && Path.GetExtension(Output).Equals(".npy", StringComparison.OrdinalIgnoreCase);
    }
}
