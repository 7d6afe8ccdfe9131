using System.Globalization;
using Glia.Experiments;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>What stands above the table of epochs: the data, the network and how it learns.</summary>
internal static class RunHeader
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole screen, ExperimentRun run)
    {
        foreach ((string label, string text) in Lines(run)) WrappedText.Write(screen, $"{label,-10}", text);
    }

    private static IEnumerable<(string Label, string Text)> Lines(ExperimentRun run)
    {
        Experiment experiment = run.Experiment;
        PreparedData data = run.Data;
        string parts = $"{data.Training.Rows:N0} training";
        if (data.Validation is { } validation) parts += $", {validation.Rows:N0} validation";
        if (data.Test is { } test) parts += $", {test.Rows:N0} test";
        string classes = run.ClassNames is { } names ? $", {names.Count} {(names.Count == 1 ? "class" : "classes")}" : "";
        bool one = data is { Training.Rows: 1, Validation: null, Test: null };
        string rows = one ? data.RowsAre[..^1] : data.RowsAre;
        yield return ("data", $"{experiment.Data.Source}: {parts} {rows} of {run.Network.InputShape}{classes}, " +
            $"scale {experiment.Data.Scale}");
        foreach (string note in data.Notes) yield return ("", note);

        string sizes = string.Join('-', run.Network.Layers.Where(layer => layer.OutputShape != layer.InputShape || layer is Layers.Dense)
            .Select(layer => layer.OutputShape.ToString()).Prepend(run.Network.InputShape.ToString()));
        yield return ("network", $"{sizes}, {Count(run.Network.ParameterCount, "parameter")}");

        ExperimentTraining training = experiment.Training;
        string schedule = training.Schedule is null ? "" : $", {run.Trainer.Schedule.Name}";
        string smoothed = run.PerfectLoss > 0 ? " of smoothed labels" : "";
        yield return ("training", $"{run.Trainer.Loss.Name}{smoothed}, " +
            $"{run.Trainer.Optimizer.Name} {Rate(run.Trainer.Optimizer.LearningRate)}{schedule}, " +
            $"batch {training.BatchSize:N0}, {Count(run.StepsPerEpoch, "step")} an epoch, {Count(training.Epochs, "epoch")}, " +
            $"seed {experiment.Seed}{Leaves(run)}");
    }

    private static string Leaves(ExperimentRun run)
    {
        int leaves = run.Experiment.Training.Leaves;
        if (leaves == 1) return "";
        return $", {leaves} leaves{(run.Processes is { Count: var processes } ? $" on {processes} processes" : "")}";
    }

    private static string Count(long number, string what) => $"{number:N0} {what}{(number == 1 ? "" : "s")}";

    // 1e-9 and not 1E-09, as the losses below are written.
    private static string Rate(float rate) =>
        rate is > 0 and < 1e-4f ? rate.ToString("0.######e0", CultureInfo.InvariantCulture) : rate.ToString(CultureInfo.InvariantCulture);
}
