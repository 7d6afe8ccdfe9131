using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ParameterNeverUpdated { get; } = new("GLIA071", Family.Optimization, "parameter never updated",
        "A parameter has a gradient and does not move.",
        "Register the parameter with the optimizer and call its step.",
        Explains: "S03 S08 S20 S21")
    {
        JudgedBy = () => new ParameterNeverUpdated(),
        Shows = [ExhibitKind.Updates],
    };
}

/// <summary>Parameters that a recorded step, or a watched run that learns nothing, leaves as they are.</summary>
internal sealed class ParameterNeverUpdated() : Rule(Faults.ParameterNeverUpdated)
{
    // What a program by hand and one with an optimizer have to do.
    private const string ChangeIt = "Change it in every step: have the optimizer know it, or, by hand, subtract the rate times its "
        + "gradient in the array that the network uses (w -= rate * g); w = w - rate * g in a loop or a function gives the name to a "
        + "new array.";

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Steps.Count == 0 || reading.Steps.Any(step => !step.AfterIsFinite)) yield break;
        ParameterStep[] still = [.. reading.Steps.Where(step => step.StandsStill(reading.Trace.LearningRate))];
        if (still.Length == 0)
        {
            yield return Fine("every recorded parameter with a gradient moved");
            yield break;
        }
        bool all = still.Length == reading.Steps.Count(step => step.HasGradient), one = still.Length == 1;
        string? harmless = all ? null
            : HarmOfSlips.LearnsWith(reading, [.. still.Select(step => Slip.Still(step.Layer, step.Name[0] == 'b'))]);
        Finding finding = Fault.Error(Grade.Strong, still[0].Where,
            $"{Words.List([.. still.Select(step => step.Name)])} {(one ? "is" : "are")} the same to the last bit after the step, "
            + $"although the gradient{(one ? " is" : "s are")} not zero{(all ? ", and nothing else moved" : "")}{harmless}",
            all ? ChangeIt + " If you do, check that the trace holds copies (w.copy()) of the weights before the step and not the same "
                + "array twice." : ChangeIt);
        yield return Found(harmless is null ? finding : finding with { Severity = Severity.Warning });
    }

    public override Judgement? Watch(RunFacts run) =>
        run is { IsGuessing: true, DeadLayer: null }
            && run.Kernels.FirstOrDefault(track => !track.Changed) is { Parameter: var still } track
            ? Found(Fault.Error(Grade.Strong, new Where(still.Layer.Name, still.Name, Phases.Update),
                track.Still(run.Watched!.Steps)))
            : null;
}
