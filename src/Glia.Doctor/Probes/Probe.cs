namespace Glia.Doctor.Probes;

/// <summary>
/// Looks for one fault or a family of them. It reports what it finds and notes what it found in order, with the value it measured;
/// it says <c>Error</c> only where harm is certain or was seen.
/// </summary>
internal abstract class Probe
{
    /// <summary>What it needs.</summary>
    public abstract Tier Tier { get; }

    /// <summary>Looks.</summary>
    public abstract void Examine(ExperimentExamination examination);
}
