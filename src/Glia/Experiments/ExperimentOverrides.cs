using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Losses;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// What somebody wants different from an experiment file, as the flags of <c>glia train</c> say it; null leaves the file's word.
/// </summary>
public sealed record ExperimentOverrides
{
    /// <summary>
    /// The widths of the hidden dense layers; everything between the input and the last dense layer is replaced by them. None:
    /// a linear model.
    /// </summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>The activation of every hidden layer.</summary>
    public string? Activation { get; init; }

    /// <summary>How the kernels of all dense layers start.</summary>
    public string? Initializer { get; init; }

    /// <summary>The share of outputs that is dropped after every hidden layer; 0 for none.</summary>
    public double? Dropout { get; init; }

    /// <summary>Whether every hidden layer is normalized over the batch before its activation.</summary>
    public bool BatchNormalization { get; init; }

    /// <summary>How pictures are changed while it learns; one that changes nothing for not at all.</summary>
    public Augmentation? Augment { get; init; }

    /// <summary>The views of a picture whose answers are averaged; those of one view for the picture as it is alone.</summary>
    public TestTimeAugmentation? TestTimeAugmentation { get; init; }

    /// <summary>The optimizer's class name; its arguments become its defaults, but for those given here.</summary>
    public string? Optimizer { get; init; }

    /// <summary>The optimizer's learning rate.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The optimizer's momentum.</summary>
    public double? Momentum { get; init; }

    /// <summary>The share of every weight that the optimizer takes away each step, times the learning rate.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>The schedule's name; <c>none</c> for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Rows in one batch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Batches that make one step.</summary>
    public int? GradientAccumulationSteps { get; init; }

    /// <summary>Parts of a batch.</summary>
    public int? Leaves { get; init; }

    /// <summary>Passes over the training rows.</summary>
    public int? Epochs { get; init; }

    /// <summary>The momentum of the averaged weights; 0 for no averages.</summary>
    public double? EmaMomentum { get; init; }

    /// <summary>The seed.</summary>
    public long? Seed { get; init; }

    /// <summary>The loss's name.</summary>
    public string? Loss { get; init; }

    /// <summary>How the inputs are scaled.</summary>
    public string? Scale { get; init; }

    /// <summary>How targets that are numbers are scaled.</summary>
    public string? TargetScale { get; init; }

    /// <summary>The array or columns to learn.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The column or array with the weight of each row.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>What the targets are learned as.</summary>
    public string? Task { get; init; }

    /// <summary>Another source whose rows are only looked at.</summary>
    public string? ValidationData { get; init; }

    /// <summary>The array or columns that go in.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The columns of a table that are left out.</summary>
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>What columns of a table hold; the others keep the file's word.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>Whether the first line of a table holds names.</summary>
    public bool? Header { get; init; }

    /// <summary>The size that image files are given.</summary>
    public ImageSize? ImageSize { get; init; }

    /// <summary>Whether image files become <c>rgb</c> or <c>grayscale</c>.</summary>
    public string? ColorMode { get; init; }

    /// <summary>The test part: a fraction below 1, or a number of rows.</summary>
    public double? TestSize { get; init; }

    /// <summary>The seed of the split.</summary>
    public long? SplitSeed { get; init; }

    /// <summary>The fraction of the training rows, the last ones before any shuffling, that is only looked at; 0 for none.</summary>
    public double? ValidationSplit { get; init; }

    /// <summary>
    /// Epochs without improvement after which the run ends; the best weights come back unless the experiment says otherwise.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// What the targets of some data are learned as where no experiment says it: the task that is asked for,
    /// or what the data and the loss make likely.
    /// </summary>
    /// <param name="loaded">The data.</param>
    /// <exception cref="GliaException">There is no such loss.</exception>
    public TargetGuess GuessTask(LoadedData loaded) =>
        Task is { } task and not "auto"
            ? new TargetGuess(task, null)
            : TargetGuess.Of(loaded, Loss is null ? null : LossCatalogue.Create(Class(Loss), "training.loss"));

    /// <summary>Data without an experiment file, with these words about them.</summary>
    /// <param name="source">Where they come from.</param>
    public ExperimentData DataOf(string source) => Data(new ExperimentData { Source = source });

    /// <summary>The experiment with these words in place of its own. Neither it nor its JSON objects are changed.</summary>
    /// <param name="experiment">The experiment; it stays as it is.</param>
    public Experiment Apply(Experiment experiment) => experiment with
    {
        Seed = Seed ?? experiment.Seed,
        Data = Data(experiment.Data),
        Augment = Augment == new Augmentation() ? null : Augment ?? experiment.Augment,
        TestTimeAugmentation = TestTimeAugmentation is { Views: 1 } ? null : TestTimeAugmentation ?? experiment.TestTimeAugmentation,
        Network = Network(experiment.Network),
        Training = experiment.Training with
        {
            Loss = Loss is null ? experiment.Training.Loss : Class(Loss),
            Optimizer = OptimizerOf(experiment.Training.Optimizer),
            Schedule = Schedule is null ? experiment.Training.Schedule : Schedule == "none" ? null : Class(Schedule),
            BatchSize = BatchSize ?? experiment.Training.BatchSize,
            GradientAccumulationSteps = GradientAccumulationSteps ?? experiment.Training.GradientAccumulationSteps,
            Leaves = Leaves ?? experiment.Training.Leaves,
            Epochs = Epochs ?? experiment.Training.Epochs,
            EmaMomentum = EmaMomentum == 0 ? null : EmaMomentum ?? experiment.Training.EmaMomentum,
            ValidationSplit = ValidationData is null ? ValidationSplit ?? experiment.Training.ValidationSplit : 0,
            ValidationData = Validation(experiment.Training),
            EarlyStopping = Patience is { } patience
                ? (experiment.Training.EarlyStopping ?? new EarlyStopping(RestoreBestWeights: true)) with { Patience = patience }
                : experiment.Training.EarlyStopping,
        },
    };

    // Targets stay as they are where another loss is asked for that means something else on scaled ones.
    private string ScaleOfTargets(ExperimentData data)
    {
        if (TargetScale is not null) return TargetScale;
        return Loss is null || TargetCoding.AllowsScale(LossCatalogue.Create(Class(Loss), "training.loss")) ? data.TargetScale : "none";
    }

    // Whoever asks for a share of the training rows wants no other part.
    private ValidationData? Validation(ExperimentTraining training)
    {
        if (ValidationData is not null) return Experiments.ValidationData.From(ValidationData);
        return ValidationSplit > 0 ? null : training.ValidationData;
    }

    private ExperimentData Data(ExperimentData data)
    {
        ExperimentSplit? split = data.Split;
        if (TestSize is not null || SplitSeed is not null)
        {
            split = split is null or { IsStandard: true } or { IsNone: true } ? new ExperimentSplit() : split;
            split = split with { TestSize = TestSize ?? split.TestSize, RandomState = SplitSeed ?? split.RandomState };
        }
        return data with
        {
            Scale = Scale ?? data.Scale,
            TargetScale = ScaleOfTargets(data),
            Task = Task ?? data.Task,
            Targets = Targets ?? data.Targets,
            SampleWeight = SampleWeight ?? data.SampleWeight,
            Inputs = Inputs ?? data.Inputs,
            Drop = Drop ?? data.Drop,
            Columns = Columns is null ? data.Columns : Joined(data.Columns, Columns),
            Header = Header ?? data.Header,
            ImageSize = ImageSize ?? data.ImageSize,
            ColorMode = ColorMode ?? data.ColorMode,
            Split = split,
        };
    }

    private static Dictionary<string, string> Joined(IReadOnlyDictionary<string, string>? first, IReadOnlyDictionary<string, string> last)
    {
        Dictionary<string, string> joined = first is null ? [] : new(first);
        foreach ((string column, string kind) in last) joined[column] = kind;
        return joined;
    }

    private IReadOnlyList<ExperimentLayer> Network(IReadOnlyList<ExperimentLayer> network) =>
        Layers is null && Activation is null && Initializer is null && Dropout is null && !BatchNormalization
            ? network
            : HiddenLayers.Rewrite(network, this);

    private JsonObject OptimizerOf(JsonObject optimizer)
    {
        if (Optimizer is null && LearningRate is null && Momentum is null && WeightDecay is null) return optimizer;
        JsonObject changed = Optimizer is null ? optimizer.DeepClone().AsObject() : Class(Optimizer);
        if (LearningRate is { } rate)
        {
            changed.Remove("lr");
            changed["learning_rate"] = rate;
        }
        if (Momentum is { } momentum) changed["momentum"] = momentum;
        if (WeightDecay is { } decay) changed["weight_decay"] = decay;
        return changed;
    }

    private static JsonObject Class(string name) => new() { ["class_name"] = name };
}
