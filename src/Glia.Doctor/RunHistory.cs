using System.Globalization;
using Glia.Doctor.Findings;

namespace Glia.Doctor;

/// <summary>The epochs of a finished run, as its <c>history.csv</c> tells them, and what their curves show.</summary>
/// <param name="Losses">The training loss of each epoch; empty if there is no such column, NaN where a cell is no number.</param>
/// <param name="HeldBackLosses">The same of the rows held back.</param>
/// <param name="Accuracies">The training accuracy, counted while training.</param>
internal sealed record RunHistory(double[] Losses, double[] HeldBackLosses, double[] Accuracies)
{
    /// <summary>Reads the table.</summary>
    public static RunHistory Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        // The process may have been killed while it wrote the last line: what lacks cells is none.
        if (lines.Length > 1 && lines[^1].Count(c => c == ',') < lines[0].Count(c => c == ',')) lines = lines[..^1];
        string[] columns = lines.Length == 0 ? [] : lines[0].Split(',');
        return new RunHistory(Column(lines, columns, "loss"), Column(lines, columns, "val_loss"), Column(lines, columns, "accuracy"));
    }

    /// <summary>Reports what the curves show.</summary>
    public void Examine(ExperimentExamination examination)
    {
        Learning(examination);
        int bad = Array.FindIndex(Losses, loss => !double.IsFinite(loss));
        if (bad >= 0) examination.Report(Faults.NotFinite.Note(Grade.Certain, new Where(Phase: Phases.Training), $"The loss of epoch {bad + 1} is no number."));
        Overfitting(examination);
    }

    private void Overfitting(ExperimentExamination examination)
    {
        // A run that was ended while its last epoch was evaluated has none of that epoch.
        double[] held = HeldBackLosses is [.. var judged, double.NaN] ? judged : HeldBackLosses;
        if (held.Length < 6 || HeldBackLosses.Length != Losses.Length || held.Any(loss => !double.IsFinite(loss))) return;
        int best = Array.IndexOf(held, held.Min());
        double training = Losses[held.Length - 1];
        string curve = string.Create(CultureInfo.InvariantCulture, $"Validation loss {held[best]:G3} in epoch {best + 1}, {held[^1]:G3} in epoch {held.Length}; training loss {Losses[best]:G3} and {training:G3}.");
        // Sustained: at least five epochs after the best one, all of the last three clearly worse, while training went on improving.
        bool sustained = held.Length - best > 5 && held[^3..].Min() > 1.1 * held[best] && training < Losses[best];
        if (sustained) examination.Report(Faults.MissingRegularisation.Warning(Grade.Likely, new Where(Phase: Phases.Training), curve));
        else examination.Fine(Faults.MissingRegularisation, curve);
    }

    // Notes: what the epochs show is harm only where the weights or a short run show it too.
    private void Learning(ExperimentExamination examination)
    {
        if (Losses.Length < 3 || Losses.Any(loss => !double.IsFinite(loss))) return;
        var training = new Where(Phase: Phases.Training);
        string curve = string.Create(CultureInfo.InvariantCulture, $"Training loss {Losses[0]:G3} in epoch 1, {Losses[^1]:G3} in epoch {Losses.Length}, {Losses.Min():G3} at best.");
        bool rises = Losses[^1] > 1.1 * Losses[0] && Enumerable.Range(1, Losses.Length - 1).All(i => Losses[i] >= Losses[i - 1]);
        if (rises) examination.Report(Faults.LossRises.Note(Grade.Strong, training, curve));
        else examination.Fine(Faults.LossRises, curve);
        if (Accuracies.Length != Losses.Length || Accuracies.Any(accuracy => !double.IsFinite(accuracy))) return;
        string share = string.Create(CultureInfo.InvariantCulture, $"{curve} Training accuracy {100 * Accuracies[0]:0.#} % and {100 * Accuracies[^1]:0.#} %.");
        bool follows = Losses[^1] > 0.7 * Losses[0] || Accuracies.Max() - Accuracies[0] > 0.02 || Accuracies[0] > 0.9;
        if (!follows) examination.Report(Faults.MetricDoesNotFollowLoss.Note(Grade.Likely, training, share));
        else examination.Fine(Faults.MetricDoesNotFollowLoss, share);
        // After the first third, and only where there is a curve to speak of.
        double[] late = Accuracies[(Accuracies.Length / 3)..];
        int drops = Enumerable.Range(1, late.Length - 1).Count(i => late[i] < late[i - 1] - 0.03);
        string swings = string.Create(CultureInfo.InvariantCulture, $"Training accuracy falls by more than 3 points in {drops} of the last {late.Length - 1} epochs.");
        if (late.Length >= 6 && drops >= 0.2 * late.Length) examination.Report(Faults.Oscillation.Note(Grade.Likely, training, swings, "Try a tenth of the learning rate."));
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
