using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>
/// What is known of an experiment. Each figure is computed when first asked for and kept, so that several rules share it.
/// </summary>
internal sealed class ExperimentFacts
{
    private readonly Lazy<InputForm> _form;
    private readonly Lazy<Architecture> _architecture;
    private readonly Lazy<TargetView?> _targets;
    private readonly Lazy<IReadOnlyList<Part>> _parts;
    private readonly Lazy<IReadOnlyList<HeldPart>> _held;
    private readonly Lazy<ClassOrder?> _classOrder;
    private readonly Lazy<TargetFit?> _targetFit;
    private readonly Lazy<Relation?> _relation;
    private readonly Lazy<double> _contradicted;
    private readonly Lazy<FirstPass?> _firstPass;
    private readonly Lazy<FirstSums?> _firstSums;
    private readonly Lazy<ClippedStep?> _clippedStep;
    private readonly Lazy<OutputHead?> _head;
    private readonly Lazy<Reach?> _reach;
    private readonly Lazy<SignalFlow?> _signal;
    private readonly Lazy<StartingPoint?> _start;
    private readonly Lazy<Penalty?> _penalty;
    private readonly Lazy<Descent?> _descent;

    /// <summary>Nothing is measured yet.</summary>
    public ExperimentFacts(ExperimentSubject subject)
    {
        Subject = subject;
        _form = new(() => subject.Network is { } network ? InputForm.Of(network)
            : new InputForm(subject.Train?.Inputs.Shape ?? new Shape(1), IndexCount: null));
        _architecture = new(() => new Architecture(subject.Layers));
        _targets = new(() => subject.Train is { Rows: > 0 } train ? TargetView.Of(train, subject.Loss, OutputWidth(subject)) : null);
        _parts = new(() =>
        {
            var parts = new List<Part>();
            InputForm form = Form;
            Add(subject.Train, "training", true);
            Add(subject.Validation, "validation", false);
            Add(subject.Test, "test", false);
            return parts;

            void Add(Dataset? data, string name, bool train)
            {
                if (data is { Rows: > 0 }) parts.Add(new Part(name, data, train, form));
            }
        });
        _held = new(() => Usable ? [.. Parts.Skip(1).Select(part => new HeldPart(Train!, part, Targets!))] : []);
        _classOrder = new(() => Usable && Targets!.HasClasses ? ClassOrder.Of(Targets) : null);
        _targetFit = new(() => Usable && Head is { IsConstant: false } && Positions == 1
            ? TargetFit.Of(Targets!, OutputWidth(subject), subject.Loss) : null);
        _firstPass = new(() => Usable ? FirstPass.Of(subject, Train!.Sample) : null);
        _firstSums = new(() => FirstPass is { } pass && !Form.AreIndices ? FirstSums.Of(pass, Architecture, Train!.Statistics) : null);
        _clippedStep = new(() => FirstPass is { } pass ? ClippedStep.Of(pass, subject.Optimizer) : null);
        _contradicted = new(() => Usable && Targets!.HasClasses ? HeldOutLabelNoise.Within(Train!, Targets) : 0);
        _relation = new(() => Usable ? Relation.Between(Train!, Targets!) : null);
        _head = new(() => OutputHead.Of(Architecture, OutputWidth(subject), subject.Loss));
        _reach = new(() =>
            Usable && Targets is { } targets && Head is { } head ? Reach.Of(head, targets, Train!.Data.Targets.Values) : null);
        _signal = new(() => FirstPass is { } pass ? SignalFlow.Of(pass, Train!.Statistics, Architecture.NormalizesInputs) : null);
        _start = new(() => FirstPass is { } pass && Targets is { } targets ? StartingPoint.Of(pass, subject, targets) : null);
        _penalty = new(() => FirstPass is { } pass ? Penalty.Of(pass, subject.Loss.Reduction) : null);
        _descent = new(() => FirstPass is { } pass ? Descent.Of(pass) : null);
    }

    /// <summary>The experiment itself.</summary>
    public ExperimentSubject Subject { get; }

    /// <summary>What the numbers of a row are to each other; as they lie in the data where there is no network.</summary>
    public InputForm Form => _form.Value;

    /// <summary>The layers as blocks.</summary>
    public Architecture Architecture => _architecture.Value;

    /// <summary>What the targets are; null without training data.</summary>
    public TargetView? Targets => _targets.Value;

    /// <summary>Training, validation and test part, as far as there are any.</summary>
    public IReadOnlyList<Part> Parts => _parts.Value;

    /// <summary>The training part; null if there is none.</summary>
    public Part? Train => Parts is [{ IsTrain: true } first, ..] ? first : null;

    /// <summary>The held-back parts beside the training part; none where training is not <see cref="Usable"/>.</summary>
    public IReadOnlyList<HeldPart> HeldParts => _held.Value;

    /// <summary>The first held-back part with other classes than training; null if there is none.</summary>
    public HeldPart? ShiftedPart => HeldParts.FirstOrDefault(held => held.Classes is { Shifted: true });

    /// <summary>Whether there are training data and every number in them is finite: nothing else can be measured otherwise.</summary>
    public bool Usable => Train is { Scan.AllFinite: true };

    /// <summary>How the classes of the training rows follow each other; null where rows have no one class.</summary>
    public ClassOrder? ClassOrder => _classOrder.Value;

    /// <summary>How targets, output and loss fit; null where there are several answers a row, or one that is always 1.</summary>
    public TargetFit? TargetFit => _targetFit.Value;

    /// <summary>How much of the targets simple learners find in the inputs; null where that cannot be asked.</summary>
    public Relation? Relation => _relation.Value;

    /// <summary>The share of training rows whose neighbours carry another label; 0 where rows have no one class.</summary>
    public double Contradicted => _contradicted.Value;

    /// <summary>The network's state before the first step; null where it does not run on the data.</summary>
    public FirstPass? FirstPass => _firstPass.Value;

    /// <summary>
    /// What the inputs do to the first sums; null where the network does not run, where they are no quantities, or its first layer has no
    /// one kernel.
    /// </summary>
    public FirstSums? FirstSums => _firstSums.Value;

    /// <summary>At how many positions a row the network answers.</summary>
    public int Positions => Subject.Network?.OutputShape.Positions ?? 1;

    /// <summary>The last activation and the loss; null where no layer has sums.</summary>
    public OutputHead? Head => _head.Value;

    /// <summary>The targets beside what the last activation can give; null where that is no question.</summary>
    public Reach? Reach => _reach.Value;

    /// <summary>How the differences between samples pass through the hidden layers; null where there are none or it does not run.</summary>
    public SignalFlow? Signal => _signal.Value;

    /// <summary>The loss before the first step; null where it does not run on the data.</summary>
    public StartingPoint? Start => _start.Value;

    /// <summary>The penalty on the weights before the first step; null where it does not run on the data.</summary>
    public Penalty? Penalty => _penalty.Value;

    /// <summary>Whether the gradient leads down; null where that cannot be measured.</summary>
    public Descent? Descent => _descent.Value;

    /// <summary>The first step and its clip; null where the network does not run on the data.</summary>
    public ClippedStep? ClippedStep => _clippedStep.Value;

    /// <summary>Steps of one epoch; 0 without training data.</summary>
    public int StepsPerEpoch => Train is { Data.Rows: var rows } ? Subject.Options.StepsOfEpoch(rows) : 0;

    /// <summary>Steps of the whole run; 0 without training data.</summary>
    public long PlannedSteps => (long)StepsPerEpoch * Subject.Options.Epochs;

    /// <summary>How many updates the run makes, and whether it is the batch that leaves few; null without training data.</summary>
    public Updates? Updates => Updates.Of(this);

    /// <summary>How many numbers the network gives for an answer; 0 if that cannot be known.</summary>
    public static int OutputWidth(ExperimentSubject subject) =>
        (subject is { Network: { } network, Train: { } train } ? AnswerAtEachStep.Width(train.Targets, network.OutputShape)
            : subject.Network?.OutputShape.Size) ?? new Architecture(subject.Layers).Output?.Units ?? 0;
}
