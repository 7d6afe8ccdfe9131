using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>How the learning rate changes over a run.</summary>
public abstract class Schedule
{
    /// <summary>Its name in a file: <c>one_cycle</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The factor on the optimizer's learning rate.</summary>
    /// <param name="step">The step that is about to be done, from 0.</param>
    /// <param name="plan">How long the run is.</param>
    public abstract double Factor(long step, SchedulePlan plan);

    /// <summary>Told after every epoch what the monitored value is; lower is better.</summary>
    /// <param name="monitored">The figure that the run watches: the validation loss, or the training loss where there is none.</param>
    public virtual void EpochEnded(double monitored) { }

    /// <summary>
    /// What it remembers of the epochs so far, as part of a checkpoint; null where it remembers nothing. What is set is what was read.
    /// </summary>
    public virtual JsonObject? State { get => null; set { } }

    /// <summary>Forgets an earlier run.</summary>
    public virtual void Reset() { }

    /// <summary>Its settings.</summary>
    public abstract JsonObject Config();

    /// <summary>A schedule by its name.</summary>
    public static implicit operator Schedule(string name) => ScheduleCatalogue.Create(name, "schedule");
}

/// <summary>How long a run is.</summary>
/// <param name="TotalSteps">All steps of the run.</param>
/// <param name="StepsPerEpoch">Steps of one epoch.</param>
public readonly record struct SchedulePlan(long TotalSteps, long StepsPerEpoch);
