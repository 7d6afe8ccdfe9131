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
        string modelFile = RunFolder.PathOf(folder, RunFolder.ModelFile), historyFile = RunFolder.PathOf(folder, RunFolder.HistoryFile);
        RunHistory? history = File.Exists(historyFile) ? RunHistory.Read(historyFile) : null;
        if (File.Exists(modelFile) && subject.Train is { } train)
        {
            Model model = Model.Load(modelFile);
            if (model.Network.InputShape.Size == train.Inputs.Shape.Size)
            {
                ModelExaminer.Look(examination, model.Network, subject.Test ?? train, "network this run left");
                if (history is not null) Gap(examination, model.Network, subject, history);
            }
        }
        history?.Examine(examination);
    });

    // Held-back rows and training rows, both judged with the weights the run left; what the history says was counted while training.
    private static void Gap(ExperimentExamination examination, Network network, ExperimentSubject subject, RunHistory history)
    {
        if (subject is not { Train: { } train, Validation: { } held } || examination.Measured.Targets is not { HasClasses: true }) return;
        if (history.Accuracies is not [.., var training] || !double.IsFinite(training)) return;
        double judged = Accuracy(train, out int rows), heldBack = Accuracy(held, out int heldRows);
        if (ValidationGap.Finding(training, heldBack, heldRows, judged, rows) is { } finding) examination.Report(finding);
        else examination.Fine(Faults.ValidationAboveTraining, ValidationGap.Figures(training, heldBack, judged));

        double Accuracy(Dataset data, out int count)
        {
            var yardstick = new Yardstick(data, TargetView.Of(data, subject.Loss, network.OutputShape.Size), 2000);
            count = yardstick.Rows;
            return yardstick.Measure(network, new Workspace(network, yardstick.Rows, Workers.Single), subject.Loss.FromLogits).Accuracy;
        }
    }
}
