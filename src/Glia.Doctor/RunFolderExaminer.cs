using Glia.Data;
using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Models;

namespace Glia.Doctor;

/// <summary>Examines a run after it: its experiment as any other, the weights it left, and its history.</summary>
internal static class RunFolderExaminer
{
    /// <summary>Examines a run folder.</summary>
    /// <exception cref="GliaException">A file of the folder cannot be read.</exception>
    public static ExaminationResult Examine(string folder, ExperimentSubject subject, ExaminationOptions options)
    {
        ExaminationResult result = Examiner.Examine(subject, options.UpTo, options.Workers,
            examination => Look(folder, subject, examination));
        RunVerdict? run = RunVerdict.Read(Path.Combine(folder, RunFolder.SummaryFile));
        return result with { Diagnosis = WithVerdict(result.Diagnosis, run, options.UpTo) };
    }

    private static void Look(string folder, ExperimentSubject subject, ExperimentExamination examination)
    {
        string modelFile = RunFolder.PathOf(folder, RunFolder.ModelFile), historyFile = RunFolder.PathOf(folder, RunFolder.HistoryFile);
        RunFacts? run = File.Exists(historyFile) ? new RunFacts { Epochs = Curve.Read(historyFile), Loss = subject.Loss } : null;
        if (File.Exists(modelFile) && subject.Train is { } train)
        {
            Model model = Model.Load(modelFile);
            if (model.Network.InputShape.Size == train.Inputs.Shape.Size)
            {
                ModelExaminer.Look(examination, model.Network, subject.Test ?? train, "network this run left");
                if (run is not null) run = WithParts(run, examination.Facts, model.Network);
            }
        }
        if (run is null) return;
        examination.Show(new RunExhibits(run));
        Read(examination, run);
    }

    // What the epochs show is harm only where the weights or a short run show it too.
    private static void Read(ExperimentExamination examination, RunFacts run)
    {
        foreach (Judgement judgement in AllRules.Judge(run))
        {
            bool error = judgement.Finding is { Severity: Severity.Error };
            examination.Take(error ? judgement with { Finding = judgement.Finding! with { Severity = Severity.Warning } } : judgement);
        }
    }

    // The run's own verdict leads, and the two never contradict each other. What its weights show is what the cause did:
    // it stands behind the cause.
    internal static Diagnosis WithVerdict(Diagnosis diagnosis, RunVerdict? run, Tier tier)
    {
        bool caused = diagnosis.Errors.Any(finding => finding.Fault.Family != Family.Symptom);
        string next = caused ? "Mend the cause above and train again."
            : tier < Tier.Experiments ? "Leave out --quick: short experiments look for the cause."
            : "No short experiment found one change that helps: start from a plain network and change one thing at a time.";
        diagnosis = diagnosis with
        {
            Happened = run?.Sentence ?? diagnosis.Happened,
            Findings =
            [
                .. diagnosis.Findings.OrderBy(finding => caused && IsSymptom(finding) ? 1 : 0)
                    .Select(finding => IsSymptom(finding) ? finding with { Prescription = next } : finding),
            ],
        };
        if (run is not { DidNotLearn: true } || diagnosis.Verdict == Verdict.Sick) return diagnosis;
        var open = new Check(Faults.AccuracyAtChance.Code, Outcome.Undecided,
            "The run did not learn, and nothing that was examined says why.");
        return diagnosis with { Checks = [.. diagnosis.Checks, open] };

        static bool IsSymptom(Finding finding) => finding is { Severity: Severity.Error, Fault.Family: Family.Symptom };
    }

    // Held-back rows and training rows, both judged with the weights the run left; what the history says was counted while training.
    private static RunFacts WithParts(RunFacts run, ExperimentFacts facts, Network network)
    {
        ExperimentSubject subject = facts.Subject;
        if (subject is not { Train: { } train, Validation: { } held } || facts.Targets is not { HasClasses: true }) return run;
        return run with { Evaluated = Accuracy(train), HeldOut = Accuracy(held) };

        (double, int) Accuracy(Dataset data)
        {
            var yardstick = new ReferenceRows(data, TargetView.Of(data, subject.Loss, network), ModelExaminer.MostRows);
            return (yardstick.Measure(network, subject.Loss).Accuracy, yardstick.Rows);
        }
    }
}
