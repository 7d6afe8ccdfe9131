using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LaggingAverages { get; } = new("GLIA070", Family.Optimization, "averaged weights lag behind",
        "The weights that are kept are averages that reach back to steps in which the network knew little.",
        "Average over fewer steps, or keep the weights of the last step.",
        Explains: "S08 S09 S13")
    {
        JudgedBy = () => new LaggingAverages(),
    };
}

/// <summary>
/// The averages of a run's weights are old, measured by its length. A trial makes a part of a run and leaves them out: whole twins tell
/// what they cost (<see cref="Trials.LastWeights"/>).
/// </summary>
internal sealed class LaggingAverages() : Rule(Faults.LaggingAverages)
{
    // Of a run: averages of its last tenth are what they are made for. Convention.
    private const double ShareOfRun = 0.1;

    // convention: the digits of a momentum that is advised.
    private const int Digits = 3;

    public override Tier Needs => Tier.DataAndSpecification;

    /// <summary>The place of the finding.</summary>
    public static Where At { get; } = new(Parameter: "ema_momentum", Phase: Phases.Update);

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Updates is not { InAll: > 0 and var steps }) yield break;
        if (facts.Subject.Options.EmaMomentum is not { } momentum)
        {
            yield return Fine("The weights of the last step are kept.");
            yield break;
        }
        double age = MeanAge(momentum, steps);
        string evidence = $"With ema_momentum {Words.Number(momentum)} the weights that are kept are {Words.Number(age)} steps old on "
            + $"average, in a run of {steps:N0}";
        yield return age <= ShareOfRun * steps ? Fine($"{evidence}.")
            : Suspected(Fault.Note(Grade.Likely, At, $"{evidence}.", Prescription(steps), ("age", age), ("steps", steps)));
    }

    /// <summary>
    /// How many steps lie between the weights in an average and the last step: the mean of 0 to n - 1 in which each counts momentum times
    /// as much as the one before.
    /// </summary>
    public static double MeanAge(double momentum, long steps)
    {
        double ofThePast = Math.Pow(momentum, steps);
        return momentum / (1 - momentum) - steps * ofThePast / (1 - ofThePast);
    }

    // An average whose mean age is half of the share of the run that is in order.
    private static string Prescription(long steps)
    {
        double age = Math.Max(1, ShareOfRun * steps / 2);
        return $"Lower ema_momentum to {Words.Number(Math.Round(age / (age + 1), Digits))} or less, or set use_ema to false.";
    }
}
