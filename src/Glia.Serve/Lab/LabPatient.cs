using Glia.Doctor.Findings;

namespace Glia.Serve.Lab;

/// <summary>A network that can be broken: its faults as switches, a run with some of them on, what the doctor says of it.</summary>
internal abstract class LabPatient
{
    /// <summary>How requests name it.</summary>
    public abstract string Id { get; }

    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public abstract string Sentence { get; }

    /// <summary>What the second curve shows: <c>accuracy</c>, <c>R²</c>.</summary>
    public abstract string Skill { get; }

    /// <summary>Its faults.</summary>
    public abstract IReadOnlyList<LabSwitch> Switches { get; }

    /// <summary>The switches that are on in the program somebody asked about; empty where there is no such story.</summary>
    public virtual IReadOnlyList<string> Story { get; init; } = [];

    /// <summary>Trains it.</summary>
    /// <param name="on">The switches that are on.</param>
    /// <param name="tell">Hears how it goes, some sixty times.</param>
    /// <param name="stop">Ends it after a step.</param>
    /// <exception cref="GliaException">With these faults together it cannot be built or fed.</exception>
    public abstract void Train(IReadOnlySet<string> on, Action<LabPoint> tell, CancellationToken stop);

    /// <summary>What the doctor says of it.</summary>
    /// <param name="on">The switches that are on.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GliaException">With these faults together there is nothing to examine.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public abstract Diagnosis Examine(IReadOnlySet<string> on, CancellationToken stop);
}

/// <summary>A fault that can be switched on.</summary>
/// <param name="Id">How requests name it.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Name">What exactly is done, in a few words.</param>
internal sealed record LabSwitch(string Id, Fault Fault, string Name);

/// <summary>A moment of a run.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Loss">The mean training loss since the moment before; NaN where it is no number.</param>
/// <param name="Skill">How well it answers rows it was not trained on, as it reports it; NaN where it cannot be judged.</param>
/// <param name="Truth">The same as it is, where what it reports may be wrong; NaN where the two are one.</param>
internal readonly record struct LabPoint(long Step, long Steps, double Loss, double Skill, double Truth);
