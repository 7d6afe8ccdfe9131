using System.Globalization;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Files;

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
            if (model.Network.InputShape.Size == train.Inputs.Shape.Size) ModelExaminer.Look(examination, model.Network, subject.Test ?? train, "network this run left");
        }
        if (File.Exists(historyFile)) History(examination, historyFile);
    });

    private static void History(ExperimentExamination examination, string file)
    {
        string[] lines = File.ReadAllLines(file);
        string[] columns = lines.Length == 0 ? [] : lines[0].Split(',');
        double[] losses = Column(lines, columns, "loss"), validation = Column(lines, columns, "val_loss");
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

    private static double[] Column(string[] lines, string[] columns, string name)
    {
        int column = Array.IndexOf(columns, name);
        if (column < 0) return [];
        string[] cells = [.. lines.Skip(1).Select(line => line.Split(',') is var row && row.Length > column ? row[column] : "")];
        return cells.All(cell => cell.Length == 0) ? [] : Array.ConvertAll(cells, cell => double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? value : double.NaN);
    }
}
