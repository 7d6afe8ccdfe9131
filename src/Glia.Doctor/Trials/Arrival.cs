using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Trials;

/// <summary>
/// What a part of a run was convicted of is a warning where the whole arrives: for certain, since of four rows any one is within chance.
/// </summary>
internal static class Arrival
{
    /// <summary>
    /// The run to its end, where that acquits it. What only its trials speak against, such as a narrow layer, may cap what it learns: there
    /// the whole must reach what the data allow.
    /// </summary>
    /// <param name="examination">What was found.</param>
    /// <param name="room">Where it is made.</param>
    /// <param name="patient">What is run.</param>
    /// <param name="asItIs">The part that was looked at.</param>
    /// <param name="ceiling">What the data allow.</param>
    /// <param name="before">What was an error before anything was tried.</param>
    public static Trial? Of(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, double ceiling,
        IReadOnlySet<Fault> before)
    {
        Fault[] slow = Errors(examination);
        bool onlySlow = slow.All(AcquittalByRun.ShowsInRun);
        if (slow.Length == 0 || !slow.All(fault => AcquittalByRun.ShowsInRun(fault) || !before.Contains(fault))) return null;
        double far = onlySlow ? ShortExperiments.Fine : WholeRun.Arrived;
        return WholeRun.Of(room, patient, asItIs, ceiling, patiently: true) is { } end && end.Skill >= far * ceiling ? end : null;
    }

    /// <summary>
    /// The run to its end, of one of which a part learned something; null where it did not, what is left takes too long, or the end is not
    /// where the data allow.
    /// </summary>
    /// <param name="room">Where it is made.</param>
    /// <param name="patient">What is run.</param>
    /// <param name="part">The part that was looked at.</param>
    /// <param name="ceiling">What the data allow.</param>
    public static Trial? OfOneOnItsWay(TrialRunner room, Variant patient, Trial part, double ceiling) =>
        TrialRunner.Learns(part) && WholeRun.Of(room, patient, part, ceiling, patiently: true) is { } end
            && end.Skill >= WholeRun.Arrived * ceiling ? end : null;

    /// <summary>Makes warnings of the errors. What the end refutes, as that nothing was learned, is taken back.</summary>
    /// <param name="examination">What was found.</param>
    /// <param name="happened">What became of the run, in a sentence.</param>
    public static void Soften(ExperimentExamination examination, string happened)
    {
        foreach (Fault fault in Errors(examination))
            if (fault.Family == Family.Symptom) examination.TakeBack(fault, happened);
            else examination.Soften(fault, $"Yet {char.ToLowerInvariant(happened[0])}{happened[1..]}");
    }

    private static Fault[] Errors(ExperimentExamination examination) =>
        [.. examination.Findings.Where(one => one.Severity == Severity.Error).Select(one => one.Fault).Distinct()];
}
