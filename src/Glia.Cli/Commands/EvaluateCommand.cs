using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary><c>glia evaluate</c>: how a saved network does on data.</summary>
internal static class EvaluateCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "evaluate";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Says how a trained network does on data.");
        if (!complete) return command;
        Argument<string> model = CommonFlags.Model();
        var data = new Argument<string>("DATA") { Description = "mnist (its 10,000 test images), or a data file or folder." };
        Option<string?> targets = CommonFlags.Targets();
        Option<string?> views = CommonFlags.Views();
        var json = CommonFlags.Json();
        command.Add(model);
        command.Add(data.Offers(Subjects.DataNames));
        command.Add(targets);
        command.Add(views);
        command.Add(json);
        command.SetAction(parsed => StandardInput.Use(parsed.GetRequiredValue(data),
            source => Run(terminal(), parsed.GetRequiredValue(model), source,
                parsed.GetValue(targets), parsed.GetValue(views), parsed.GetValue(json))));
        Examples.Attach(command, """
            glia evaluate runs/mnist mnist
            glia evaluate runs/mnist-cnn mnist --tta shift=1
            glia evaluate model.safetensors flowers.csv --targets species --json
            """);
        return command;
    }

    private static int Run(Terminal terminal, string modelPath, string data, string? targets, string? views, bool json)
    {
        Models.Model model = CommonFlags.Viewed(Subjects.Model(modelPath, terminal.Errors), views);
        Subjects.Remark(terminal.Errors, modelPath);
        LoadedData judging = Subjects.Judging(model, data, targets);
        foreach (string note in judging.Notes) terminal.Errors.WriteLine(note);
        ModelEvaluation result = ModelEvaluation.Of(model, judging);
        if (result.JudgedBy is { } loss) terminal.Errors.WriteLine($"note      the model says no loss; the figure of it is {loss}");
        if (json)
        {
            terminal.Plain.Write(result.ToJson());
            return 0;
        }
        RunReport.Write(terminal.Screen, "test", result.Evaluation, result.ClassNames, result.PerfectLoss, result.LabelNames);
        WrappedText.Write(terminal.Screen, "", result.Verdict.Sentence);
        string? seen = result.Verdict.Learned == Learned.NotAtAll ? null : RunFolder.Seen(modelPath, data);
        if (seen is not null) WrappedText.Write(terminal.Screen, "", seen);
        return 0;
    }
}
