using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>
/// Examines data alone: what is wrong with them whatever is trained on them. A network is trained only where simple learners find no
/// relation.
/// </summary>
internal static class DataExaminer
{
    /// <summary>Examines data as they are, neither scaled nor split; a test part they bring along is one.</summary>
    public static Diagnosis Examine(string name, LoadedData loaded)
    {
        Experiment any = Recipe.For(new ExperimentData { Source = name }, loaded);
        any = any with { Data = any.Data with { Scale = "none", Split = null } };
        ExperimentSubject subject = ExperimentSubject.Of(any, loaded) with { Name = name };
        var examination = new ExperimentExamination(subject);
        // Rules about the specification would talk about a network that nobody has made.
        foreach (Rule rule in AllRules.List.Where(rule => rule.Needs == Tier.Data)) examination.Ask(rule);
        if (!examination.HasAtLeast(Faults.LabelsShuffledApart, Severity.Error)) return examination.Conclude();
        using var trials = new FirstTrials(subject, examination.Facts, whole: false, Workers.Single);
        HiddenRelation.Look(examination, trials);
        return examination.Conclude();
    }
}
