using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ParameterConstant { get; } = new("GLIAS20", Family.Symptom, "a parameter never changes",
        "A parameter is the same to the last bit after several steps.",
        Look)
    {
        JudgedBy = () => new ParameterConstant(),
        Shows = [ExhibitKind.Updates],
    };
}

/// <summary>Weights that are the same to the last bit after the run.</summary>
internal sealed class ParameterConstant() : RunRule(Faults.ParameterConstant)
{
    public override Judgement? Judge(RunFacts run)
    {
        if (run is not { End: not null, Watched: { Steps: > 0 } watched }) return null;
        return watched.Parameters.FirstOrDefault(track => track.Parameter.IsWeight && !track.Changed) is { Parameter: var constant } track
            ? Found(Fault.Note(Grade.Strong, new Where(constant.Layer.Name, constant.Name, Phases.Update),
                track.Still(watched.Steps)))
            : null;
    }
}
