namespace Glia.Doctor.Trials;

/// <summary>
/// The rest of a run of which a part was looked at. What it would have come to is a guess; where a few seconds show it and the guess
/// matters, because so far it stays behind what the data allow, or knows nothing, it is made to its end and judged by that.
/// </summary>
internal static class WholeRun
{
    // The operations of a whole run: what a few seconds of one core are worth.
    private const double MostOfOne = 5e10;

    // How many times that is spent before a run is convicted, or acquitted although it knows next to nothing. Convention.
    private const double Patience = 10;

    /// <summary>Of what the data allow, the share that a run must have reached to be left alone. Convention.</summary>
    public const double Arrived = 0.9;

    /// <summary>Whether a variant can be run to its end, so many times over.</summary>
    public static bool IsAffordable(Variant variant) => Cost(variant) <= MostOfOne;

    private static double Cost(Variant variant) => Trial.StepCost(variant) * variant.PlannedSteps;

    /// <summary>The run to its end; null where it was there already, got far enough, or would take too long.</summary>
    /// <param name="room">Where it is made.</param>
    /// <param name="patient">What is run.</param>
    /// <param name="asItIs">The part that was looked at.</param>
    /// <param name="ceiling">What the data allow.</param>
    /// <param name="patiently">Whether it would be convicted by the part, or the part says nothing for it.</param>
    public static Trial? Of(TrialRunner room, Variant patient, Trial asItIs, double ceiling, bool patiently = false)
    {
        if (asItIs.Steps >= patient.PlannedSteps || asItIs.Monitor.NotFinite is not null
            || Cost(patient) > MostOfOne * (patiently ? Patience : 1)) return null;
        // Where a plain network knows next to nothing either, it is no measure of what is to come.
        bool enough = TrialRunner.Learns(asItIs) && NeverWithoutAWord.KnowsSomething(asItIs) && asItIs.Skill >= Arrived * ceiling;
        return enough ? null : room.TryFor(patient, (int)patient.PlannedSteps, whole: true);
    }
}
