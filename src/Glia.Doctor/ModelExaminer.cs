using Glia.Data;
using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Kernels;
using Glia.Losses;
using Glia.Models;
using Glia.Optimizers;

namespace Glia.Doctor;

/// <summary>Examines a trained network: its weights, its units, and what it answers, on data.</summary>
internal static class ModelExaminer
{
    // Rows on which a network is judged, at most: a standard error of a hundredth. Derived.
    internal const int MostRows = 2000;

    // Standard errors beyond which a likelihood is no chance. Convention.
    private const double BeyondChance = 3;

    private const string Origin = "Examine the experiment that made it: glia doctor EXPERIMENT.json.";

    /// <summary>Examines a model on data.</summary>
    /// <exception cref="GliaException">The data do not fit the model.</exception>
    public static Diagnosis Examine(string name, Model model, LoadedData data)
    {
        Loss loss = ModelUse.Loss(model);
        var set = new Dataset(ModelUse.Inputs(model, data.Inputs), ModelUse.Targets(model, loss, data));
        var subject = ExperimentSubject.Of(name, model.Network, loss, new Adam(), set) with { Pretrained = true };
        var examination = new ExperimentExamination(subject);
        examination.Ask(new NotFiniteData());
        examination.Ask(new LossSignFlipped());
        examination.Ask(new WrongGradient());
        bool finite = !examination.HasAtLeast(Faults.NotFiniteData, Severity.Error);
        string? reached = finite ? Look(examination, model.Network, set, "trained network") : null;
        return examination.Conclude() with { Happened = reached };
    }

    /// <summary>Looks at trained weights.</summary>
    /// <returns>What they reach, in words; null if their numbers are not finite.</returns>
    internal static string? Look(ExperimentExamination examination, Network network, Dataset data, string what)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            if (Reduce.AllFinite(network.Weights[parameter])) continue;
            examination.Report(Faults.NotFinite.Error(Grade.Certain, new Where(parameter.Layer.Name, parameter.FullName, Phases.Update),
                $"{parameter.FullName} holds numbers that are NaN or infinite.",
                "Train again with a lower learning rate or scaled inputs; glia doctor on the experiment finds which."));
            return null;
        }
        // The rows looked at may be another part than the one trained on: its own targets count.
        TargetView targets = TargetView.Of(data, examination.Subject.Loss, network);
        bool logits = examination.Subject.Loss.FromLogits;
        var yardstick = new ReferenceRows(data, targets, MostRows);
        var monitor = new RunMonitor(network, data, yardstick, logits, Workers.Single);
        Score score = monitor.Samples[0].Score;
        if (double.IsNaN(score.Skill))
        {
            examination.Report(Faults.NotFinite.Error(Grade.Certain, new Where(Phase: Phases.Forward),
                $"The {what} answers with numbers that are NaN or infinite, although its weights are finite.",
                "Scale the inputs as they were scaled in training, and train again with a lower learning rate."));
            return null;
        }
        string reached = yardstick.CountsAnswers
            ? $"The {what} is right in {100 * score.Accuracy:0.#} % of {yardstick.Counted}; " +
                $"always saying the most frequent class gives {100 * yardstick.BaseRate:0.#} %."
            : $"The {what} explains {100 * score.Skill:0.#} % of the targets' variance on {yardstick.Rows} rows.";
        bool poor = score.Skill <= yardstick.Noise;
        // Beside one frequent class accuracy says little.
        if (poor && PredictionsCollapsed.IsFrequent(yardstick.BaseRate)
            && ProbabilityGain.InErrors(network, data, targets, logits, yardstick.Rows) is > BeyondChance and double gain)
        {
            poor = false;
            reached += $" Its probabilities are better than the class shares all the same, by {gain:0.#} standard errors.";
        }
        if (poor && yardstick.BaseRate < 1)
            examination.Report(Faults.AccuracyAtChance.Error(Grade.Strong, new Where(Phase: Phases.Evaluation), reached,
                Origin, ("skill", score.Skill)));
        else
            examination.Fine(Faults.AccuracyAtChance, reached);
        RunFacts run = RunFacts.Of(monitor, examination.Subject.Loss);
        examination.Show(new RunExhibits(run));
        if (new PredictionsCollapsed().Judge(run)?.Finding is { } collapsed)
            examination.Report(collapsed with
            {
                Severity = Severity.Error,
                Where = new Where(Phase: Phases.Evaluation),
                Prescription = Origin,
            });
        if (new DeadRelu().Judge(run) is { } dead)
        {
            if (poor) examination.Take(dead);
            else examination.Fine(dead.Fault, dead.Measured);
        }
        return reached;
    }
}
