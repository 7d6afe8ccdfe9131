using Glia.Data;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether training labels are wrong where no neighbour shows it, as in words and sequences (GLIA010): rows held back are answered clearly
/// better than those that were trained on. Every quarter of the training rows is answered by a network that never saw it. Rows that are
/// hard are contradicted where it is unsure; wrong labels are contradicted where it is surest, and those of the rows held back are not.
/// </summary>
internal static class WrongLabels
{
    // How much better the rows held back are answered before it is worth asking. Convention.
    private const double Better = 0.05;

    // The operations of one run, a second of one core; held-back rows that say anything, and those that are asked. Convention.
    private const double MostOfOne = 2.5e10;
    private const int Fewest = 60, Most = 2000;

    // Of what can be learned on rows held back: with so much of it wrong labels among the training rows cost next to nothing. Convention.
    private const double NearlyAll = 0.9;

    /// <summary>How a run answers the rows that were held back; null where there are none.</summary>
    public static Score? HeldBack(ExperimentSubject subject, Trial trial, Variant patient) =>
        HeldPart(subject, patient) is { } held
            ? new ReferenceRows(held.Data, held.Targets, Most).Measure(trial.Monitor.Network, patient.Loss)
            : null;

    /// <summary>Whether wrong labels among the rows it was trained on cost next to nothing.</summary>
    public static bool AreHarmless(Score held) => held.Skill >= NearlyAll;

    /// <summary>Reports training labels that are wrong.</summary>
    public static void Decide(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs)
    {
        TargetView targets = room.Targets;
        if (targets is not { HasClasses: true, Kind: not TargetKind.Distribution }) return;
        if (patient.PlannedSteps * Trial.StepCost(patient) > MostOfOne) return;
        if (HeldPart(examination.Subject, patient) is not { Data.Rows: >= Fewest } held) return;
        Score there = HeldBack(examination.Subject, asItIs, patient)!.Value;
        if (there.Accuracy - asItIs.End.Accuracy < Better || AreHarmless(there)) return;

        int rows = patient.Data.Rows;
        var answers = new AnsweredRows(targets, patient.Loss);
        for (int turn = 0; turn < HeldRows.Parts; turn++)
        {
            int[] unseen = HeldRows.Part(rows, targets, turn), seen = [.. Enumerable.Range(0, rows).Except(unseen)];
            Trial other = Trial.Run(patient with { Data = patient.Data.Select(seen) }, (int)patient.PlannedSteps,
                new ReferenceRows(patient.Data, targets, unseen), room.Workers);
            answers.Add(other.Monitor.Network, patient.Data, unseen);
        }
        SureRows training = answers.Surest, heldBack = new AnsweredRows(held.Targets, patient.Loss)
            .Add(asItIs.Monitor.Network, held.Data, CountingRows.Spread(held.Data.Rows, Most)).Surest;
        double wrong = Share(training), wrongThere = Share(heldBack);
        double error = Math.Sqrt((wrong * (1 - wrong) / training.Rows) + (wrongThere * (1 - wrongThere) / heldBack.Rows));
        // As where neighbours tell.
        if (wrong - wrongThere < Math.Max(NoisyLabels.Worse, NoisyLabels.Errors * error)) return;
        if (wrong < NoisyLabels.AsElsewhere * (1 - answers.Right)) return;
        examination.Report(Faults.NoisyLabels.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
            $"Of the rows held back {Words.Percent(there.Accuracy)} are right, of those it trains on {Words.Percent(asItIs.End.Accuracy)}. "
            + $"Of the {training.Rows:N0} training rows of which a network is surest that never saw them, {wrong:0 %} carry another label "
            + $"(row {answers[training.Example]}, for example), but only {wrongThere:0 %} of such rows held back do: "
            + $"about {wrong - wrongThere:0 %} of the training labels or more are wrong.",
            "Find what changed the training labels and not those held back, or look at the rows that are contradicted and relabel them.",
            ("noise", wrong - wrongThere)));
    }

    private static (Dataset Data, TargetView Targets)? HeldPart(ExperimentSubject subject, Variant patient) =>
        (subject.Test ?? subject.Validation) is { Rows: > 0 } held
            ? (held, TargetView.Of(held, patient.Loss, subject.Network!))
            : null;

    private static double Share(SureRows rows) => (double)rows.Contradicted / rows.Rows;
}
