using System.Globalization;
using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Doctor.Probes;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>Examines a run after it: its experiment as any other, the weights it left, and its history.</summary>
public static class RunFolderExaminer
{
    /// <summary>Examines a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="subject">The experiment in it with its data.</param>
    /// <param name="tier">The most expensive tier to use.</param>
    /// <exception cref="GliaException">A file of the folder cannot be read.</exception>
    public static ExaminationResult Examine(string folder, ExperimentSubject subject, Tier tier) => Examiner.Examine(subject, tier, then: examination =>
    {
        string modelFile = Path.Combine(folder, RunFolder.ModelFile), historyFile = Path.Combine(folder, RunFolder.HistoryFile);
        if (File.Exists(modelFile) && subject.Train is { } train)
        {
            Model model = Model.Load(modelFile);
            if (model.Network.InputShape.Size == train.Inputs.Shape.Size)
            {
                ModelExaminer.Look(examination, model.Network, subject.Test ?? train, "network this run left");
                Gap(examination, model.Network, subject, historyFile);
            }
        }
        if (File.Exists(historyFile)) History(examination, historyFile);
    });

    // Held-back rows and training rows, both judged with the weights the run left; what the history says was counted while training.
    private static void Gap(ExperimentExamination examination, Network network, ExperimentSubject subject, string historyFile)
    {
        if (subject is not { Train: { } train, Validation: { } held } || !File.Exists(historyFile) || examination.Measured.Targets is not { HasClasses: true }) return;
        string[] lines = File.ReadAllLines(historyFile);
        double[] accuracies = Column(lines, lines.Length == 0 ? [] : lines[0].Split(','), "accuracy");
        if (accuracies.Length == 0 || !double.IsFinite(accuracies[^1])) return;
        double judged = Accuracy(train, out int rows), heldBack = Accuracy(held, out int heldRows);
        if (heldBack - accuracies[^1] > 0.05 && ValidationGap.Finding(accuracies[^1], heldBack, heldRows, judged, rows) is { } finding) examination.Report(finding);
        else examination.Fine(Faults.ValidationAboveTraining, ValidationGap.Figures(accuracies[^1], heldBack, judged));

        double Accuracy(Dataset data, out int count)
        {
            var yardstick = new Yardstick(data, TargetView.Of(data, subject.Loss, network.OutputShape.Size), 2000);
            count = yardstick.Rows;
            return yardstick.Measure(network, new Workspace(network, yardstick.Rows, Workers.Single), subject.Loss.FromLogits).Accuracy;
        }
    }

    private static void History(ExperimentExamination examination, string file)
    {
        string[] lines = File.ReadAllLines(file);
        string[] columns = lines.Length == 0 ? [] : lines[0].Split(',');
        double[] losses = Column(lines, columns, "loss"), validation = Column(lines, columns, "val_loss");
        Curve(examination, losses, Column(lines, columns, "accuracy"));
        if (losses.Length > 0 && losses.Any(loss => !double.IsFinite(loss)))
            examination.Report(Faults.NotFinite.Note(1, new Where(Phase: Phases.Training), $"The loss of epoch {Array.FindIndex(losses, loss => !double.IsFinite(loss)) + 1} is no number."));
        if (validation.Length < 6 || validation.Any(loss => !double.IsFinite(loss))) return;
        int best = Array.IndexOf(validation, validation.Min());
        string curve = string.Create(CultureInfo.InvariantCulture, $"Validation loss {validation[best]:G3} in epoch {best + 1}, {validation[^1]:G3} in epoch {validation.Length}; training loss {losses[best]:G3} and {losses[^1]:G3}.");
        // Sustained: at least five epochs after the best one, all of the last three clearly worse, while training went on improving.
        bool sustained = validation.Length - best > 5 && validation[^3..].Min() > 1.1 * validation[best] && losses[^1] < losses[best];
        if (sustained) examination.Report(Faults.MissingRegularisation.Warning(0.8, new Where(Phase: Phases.Training), curve));
        else examination.Fine(Faults.MissingRegularisation, curve);
    }

    // Notes: what the epochs show is harm only where the weights or a short run show it too.
    private static void Curve(ExperimentExamination examination, double[] losses, double[] accuracies)
    {
        if (losses.Length < 3 || losses.Any(loss => !double.IsFinite(loss))) return;
        var training = new Where(Phase: Phases.Training);
        string curve = string.Create(CultureInfo.InvariantCulture, $"Training loss {losses[0]:G3} in epoch 1, {losses[^1]:G3} in epoch {losses.Length}, {losses.Min():G3} at best.");
        bool rises = losses[^1] > 1.1 * losses[0] && Enumerable.Range(1, losses.Length - 1).All(i => losses[i] >= losses[i - 1]);
        if (rises) examination.Report(Faults.LossRises.Note(0.9, training, curve));
        else examination.Fine(Faults.LossRises, curve);
        if (accuracies.Length != losses.Length || accuracies.Any(accuracy => !double.IsFinite(accuracy))) return;
        string share = string.Create(CultureInfo.InvariantCulture, $"{curve} Training accuracy {100 * accuracies[0]:0.#} % and {100 * accuracies[^1]:0.#} %.");
        bool follows = losses[^1] > 0.7 * losses[0] || accuracies.Max() - accuracies[0] > 0.02 || accuracies[0] > 0.9;
        if (!follows) examination.Report(Faults.MetricDoesNotFollowLoss.Note(0.8, training, share));
        else examination.Fine(Faults.MetricDoesNotFollowLoss, share);
        // After the first third, and only where there is a curve to speak of.
        double[] late = accuracies[(accuracies.Length / 3)..];
        int drops = Enumerable.Range(1, late.Length - 1).Count(i => late[i] < late[i - 1] - 0.03);
        string swings = string.Create(CultureInfo.InvariantCulture, $"Training accuracy falls by more than 3 points in {drops} of the last {late.Length - 1} epochs.");
        if (late.Length >= 6 && drops >= 0.2 * late.Length) examination.Report(Faults.Oscillation.Note(0.7, training, swings, "Try a tenth of the learning rate."));
        else if (late.Length >= 6) examination.Fine(Faults.Oscillation, swings);
    }

    private static double[] Column(string[] lines, string[] columns, string name)
    {
        int column = Array.IndexOf(columns, name);
        if (column < 0) return [];
        string[] cells = [.. lines.Skip(1).Select(line => line.Split(',') is var row && row.Length > column ? row[column] : "")];
        return cells.All(cell => cell.Length == 0) ? [] : Array.ConvertAll(cells, cell => double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? value : double.NaN);
    }
}
