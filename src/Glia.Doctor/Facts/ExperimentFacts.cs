using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>What is known of an experiment. Each figure is computed when first asked for and kept, so that several rules share it.</summary>
internal sealed class ExperimentFacts
{
    private readonly Lazy<Architecture> _architecture;
    private readonly Lazy<TargetView?> _targets;
    private readonly Lazy<IReadOnlyList<Part>> _parts;
    private readonly Lazy<Relation?> _relation;
    private readonly Lazy<FirstPass?> _firstPass;

    /// <summary>Nothing is measured yet.</summary>
    public ExperimentFacts(ExperimentSubject subject)
    {
        Subject = subject;
        _architecture = new(() => new Architecture(subject.Layers));
        _targets = new(() => subject.Train is { Rows: > 0 } train ? TargetView.Of(train, subject.Loss, OutputWidth(subject)) : null);
        _parts = new(() =>
        {
            var parts = new List<Part>();
            Add(subject.Train, "training", true);
            Add(subject.Validation, "validation", false);
            Add(subject.Test, "test", false);
            return parts;

            void Add(Dataset? data, string name, bool train)
            {
                if (data is { Rows: > 0 }) parts.Add(new Part(name, data, train));
            }
        });
        _firstPass = new(() => Usable ? FirstPass.Of(subject, Train!.Sample) : null);
        _relation = new(() => Targets is null || Train is null || !Usable ? null : Relation.Between(Train.Sample, Train.Data.Targets, Targets));
    }

    /// <summary>The experiment itself.</summary>
    public ExperimentSubject Subject { get; }

    /// <summary>The layers as blocks.</summary>
    public Architecture Architecture => _architecture.Value;

    /// <summary>What the targets are; null without training data.</summary>
    public TargetView? Targets => _targets.Value;

    /// <summary>Training, validation and test part, as far as there are any.</summary>
    public IReadOnlyList<Part> Parts => _parts.Value;

    /// <summary>The training part; null if there is none.</summary>
    public Part? Train => Parts is [{ IsTrain: true } first, ..] ? first : null;

    /// <summary>Whether there are training data and every number in them is finite: nothing else can be measured otherwise.</summary>
    public bool Usable => Train is { Scan.AllFinite: true };

    /// <summary>How much of the targets simple learners find in the inputs; null where that cannot be asked.</summary>
    public Relation? Relation => _relation.Value;

    /// <summary>The network's state before the first step; null where it does not run on the data.</summary>
    public FirstPass? FirstPass => _firstPass.Value;

    /// <summary>How many numbers the network gives for a sample; 0 if that cannot be known.</summary>
    public static int OutputWidth(ExperimentSubject subject) =>
        subject.Network?.OutputShape.Size ?? new Architecture(subject.Layers).Output?.Units ?? 0;
}
