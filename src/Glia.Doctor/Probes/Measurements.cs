namespace Glia.Doctor.Probes;

/// <summary>What was measured on a subject. Each figure is computed when first asked for and kept, so that several probes share it.</summary>
public sealed class Measurements
{
    private readonly Lazy<Architecture> _architecture;
    private readonly Lazy<TargetView?> _targets;

    /// <summary>Nothing is measured yet.</summary>
    public Measurements(ExperimentSubject subject)
    {
        _architecture = new(() => new Architecture(subject.Layers));
        _targets = new(() => subject.Train is { Rows: > 0 } train ? TargetView.Of(train, subject.Loss, OutputWidth(subject)) : null);
    }

    /// <summary>The layers as blocks.</summary>
    public Architecture Architecture => _architecture.Value;

    /// <summary>What the targets are; null without training data.</summary>
    public TargetView? Targets => _targets.Value;

    /// <summary>How many numbers the network gives for a sample; 0 if that cannot be known.</summary>
    public static int OutputWidth(ExperimentSubject subject) =>
        subject.Network?.OutputShape.Size ?? new Architecture(subject.Layers).Output?.Units ?? 0;
}
