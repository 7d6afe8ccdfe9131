using Glia.Data;

namespace Glia.Training;

/// <summary>How the rows of an epoch are chosen.</summary>
public enum Sampling
{
    /// <summary>Every row once.</summary>
    Epoch,

    /// <summary>Every row of every batch drawn by chance, with repeats.</summary>
    Random,
}

/// <summary>The settings of a run; defaults are Keras'.</summary>
public sealed record FitOptions
{
    /// <summary>The most <see cref="Leaves"/>: far more than a batch can use.</summary>
    public const int MostLeaves = 1024;

    /// <summary>How many epochs; 0 leaves the network untrained.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Samples of one batch. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// How many batches make one step: their gradients are added up before the weights are changed, so that the step is that of a batch so
    /// many times as large, in the memory of a small one. Keras' <c>gradient_accumulation_steps</c>, but that a step here is one change of
    /// the weights, for the schedule and <see cref="StepsPerEpoch"/> too, and that a last batch that is smaller counts by its rows.
    /// </summary>
    public int GradientAccumulationSteps { get; init; } = 1;

    /// <summary>
    /// Into how many parts of like size each batch is cut, a power of two up to 1,024: their gradients are computed apart, each on one
    /// thread, and added up by a binary tree over the parts. That makes many forks and joins of a step one, which small batches gain by,
    /// and lets several processes compute a step to the same bits as one. The number changes how sums are rounded and over which rows
    /// <see cref="Layers.BatchNormalization"/> takes its mean, those of a part; the number of threads and processes changes nothing.
    /// 1 for whole batches.
    /// </summary>
    public int Leaves { get; init; } = 1;

    /// <summary>
    /// The processes that share the <see cref="Leaves"/>, all with the same data and settings; at most as many as there are leaves. Each
    /// ends with the same weights, to the bit, as one process would. Null for this one alone.
    /// </summary>
    /// <remarks>What observers answer, and a request to end, counts in all of them. One of them should write checkpoints.</remarks>
    public IProcessGroup? Processes { get; init; }

    /// <summary>Steps of an epoch; null for as many as the rows need.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether the order of the rows is drawn anew for every epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How the rows of an epoch are chosen.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>
    /// What the loss of a row is multiplied by in training, by the number of its class: Keras' <c>class_weight</c>. A class that is not
    /// named has 1. It multiplies a row's sample weight and changes no evaluation. Null for none.
    /// </summary>
    public IReadOnlyDictionary<int, float>? ClassWeight { get; init; }

    /// <summary>Data that decide about the best epoch, plateaus and early stopping; null to use the training loss.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Data whose results are reported after every epoch and decide nothing.</summary>
    public Dataset? Test { get; init; }

    /// <summary>
    /// Keeps an exponential moving average of the weights, Keras' <c>use_ema</c> with this <c>ema_momentum</c>, at least 0 and below 1:
    /// each step counts so many times as much as the next. The averages are what is evaluated after every epoch, what observers see then,
    /// what early stopping restores, and what the network has in the end; the training goes on from its own weights. Null for none.
    /// </summary>
    public double? EmaMomentum { get; init; }

    /// <summary>When to end early; null for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where and how often the run writes down where it stands, so that it can be ended and go on; null for not at all.</summary>
    public Checkpoints? Checkpoints { get; init; }

    /// <summary>Where the best weights are kept, for who looks at them while it trains; null for nobody.</summary>
    internal BestWeights? Best { get; init; }

    /// <summary>The checkpoints as they were read before, for who had to know them first; null to read them.</summary>
    internal CheckpointSlots? Slots { get; init; }

    /// <summary>How many rows are mixed at a time; null for as many as the size of the rows says.</summary>
    internal ShuffleWindow? Window { get; init; }

    /// <summary>Those who watch.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];

    /// <summary>Told some ten times a second, and after every epoch, where the run stands; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Ends the run, which is no error: <see cref="History.Ending"/> is <see cref="Ending.Stopped"/>. Set while it trains, it ends after
    /// the step in progress, and the epoch is evaluated: that says whether it is the best one. Set during an evaluation, it ends after
    /// the few hundred rows in progress; an epoch whose evaluation on <see cref="Validation"/> was broken off is
    /// <see cref="EpochReport.IsUnjudged"/>. The weights stay those of the last step. Where early stopping restores the best ones, those
    /// of an unjudged epoch are in <see cref="History.UnjudgedWeights"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Steps of one epoch over so many rows.</summary>
    /// <param name="rows">How many rows there are to learn from.</param>
    public int StepsOfEpoch(int rows) => StepsPerEpoch ?? (int)(((long)rows + RowsPerStep - 1) / RowsPerStep);

    /// <summary>Rows that change the weights once.</summary>
    public int RowsPerStep => BatchSize * GradientAccumulationSteps;
}
