using Glia.Doctor.Findings;
using Glia.Kernels;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// Early stopping that ends the run while much is still to be learned (GLIA073). Every other trial leaves early stopping out; here the
/// run is made once with it, and twins show what the epochs that were planned and not done would have brought.
/// </summary>
internal sealed class EarlyEnd
{
    // What early stopping may cost before it does harm, and the operations of a run that is looked at.
    private const double Harmful = 0.06, MostOfOne = 2.5e10;

    private readonly Finding _finding;
    private readonly Variant _stopped;
    private readonly TwinRuns _runs;

    private EarlyEnd(Finding finding, Variant stopped, TwinRuns runs) => (_finding, _stopped, _runs) = (finding, stopped, runs);

    /// <summary>The place of the finding.</summary>
    public const string Parameter = "early_stopping";

    /// <summary>Early stopping that waits long enough.</summary>
    public static EarlyStopping Patient { get; } = new(10, RestoreBestWeights: true);

    /// <summary>What the epochs that were not done would bring, as a share of what there is to learn.</summary>
    public double Gain => _runs.Gain;

    /// <summary>The early end of a run; null where there is none or it does no harm.</summary>
    public static EarlyEnd? Of(ExperimentExamination examination, TrialRunner room, Variant patient)
    {
        FitOptions options = examination.Subject.Options;
        if (options.EarlyStopping is not { } stopping || patient.PlannedSteps * Trial.StepCost(patient) > MostOfOne) return null;
        int ended = LastEpoch(patient, patient.Options with { Validation = options.Validation, EarlyStopping = stopping }, room.Workers);
        if (ended < 1 || ended >= patient.Options.Epochs) return null;
        string change = $"all {patient.Options.Epochs} planned epochs instead of {ended}";
        Variant stopped = patient with { Options = patient.Options with { Epochs = ended } };
        if (room.Twins(stopped, patient, score => score.Skill) is not { } runs || runs.Gain < Harmful || !runs.BeyondChance) return null;
        string shown = $"Early stopping with patience {stopping.Patience} and min_delta {stopping.MinDelta:G3} " +
            $"ends the run at epoch {ended} of {patient.Options.Epochs}. {runs.Words(change)}";
        var proof = TrialRunner.Prove(stopped, runs.Before[0], patient, runs.After[0], change, true);
        return new EarlyEnd(Faults.StoppedTooEarly.Error(Grade.Strong, new Where(Parameter: Parameter, Phase: Phases.Training), shown,
            "Let early stopping wait longer: patience 10 or more, min_delta 0, restore_best_weights true.",
            ("stopped_after", ended), ("planned", patient.Options.Epochs), ("skill_before", runs.Was), ("skill_after", runs.Becomes)) with
        { Proof = proof }, stopped, runs);
    }

    /// <summary>Reports it.</summary>
    public void Report(ExperimentExamination examination) => examination.Report(_finding);

    /// <summary>What became of the run that was ended, in a sentence.</summary>
    public string Happened(TargetView targets, Trial? plain) => WhatHappened.Sentence(_runs.Before[0], _stopped, targets, plain);

    // With restored weights an earlier epoch counts; the last is the more careful figure.
    private static int LastEpoch(Variant patient, FitOptions options, Workers workers)
    {
        Network network = patient.Build(out var optimizer);
        var trainer = new Trainer(network, patient.Loss, optimizer, patient.BuildSchedule(), patient.Seed, workers);
        History history = trainer.Fit(patient.Data, options);
        return history.Ending == Ending.EarlyStopped ? history.Epochs.Count : patient.Options.Epochs;
    }
}
