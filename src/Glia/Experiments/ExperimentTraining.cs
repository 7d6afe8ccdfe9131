using System.Text.Json.Nodes;
using Glia.Losses;
using Glia.Metrics;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// The part of an experiment that says how the network learns. Objects with a <c>class_name</c> are flat and to be read only.
/// </summary>
public sealed record ExperimentTraining
{
    /// <summary>
    /// The loss: its <c>class_name</c> and Keras' arguments (<c>from_logits</c>, <c>reduction</c>, <c>label_smoothing</c>, …).
    /// </summary>
    public JsonObject Loss { get; init; } = new() { ["class_name"] = "categorical_crossentropy" };

    /// <summary>Whether the loss takes the network's outputs as logits.</summary>
    public bool FromLogits => Loss["from_logits"] is JsonValue value && value.TryGetValue(out bool logits) && logits;

    /// <summary>The optimizer: its <c>class_name</c> and Keras' arguments.</summary>
    public JsonObject Optimizer { get; init; } = new() { ["class_name"] = "Adam" };

    /// <summary>How the learning rate changes: a <c>class_name</c> and its arguments; null: it does not.</summary>
    public JsonObject? Schedule { get; init; }

    /// <summary>Rows in one batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches whose gradients are added up before the weights are changed once.</summary>
    public int GradientAccumulationSteps { get; init; } = 1;

    /// <summary>Into how many parts of like size each batch is cut: <see cref="FitOptions.Leaves"/>.</summary>
    public int Leaves { get; init; } = 1;

    /// <summary>Passes over the training rows; 0 for a network that is never trained.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Steps that make one epoch; null: as many as the training rows give.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether the rows come in a new order every epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How the rows of an epoch are chosen: <c>epoch</c> or <c>random</c> in a file.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>The fraction of the training rows, the last ones before any shuffling, that is only looked at.</summary>
    public double ValidationSplit { get; init; }

    /// <summary>Where the rows that are only looked at come from; null: from the source where it comes with such a part.</summary>
    public ValidationData? ValidationData { get; init; }

    /// <summary>
    /// What each step counts of the next one's weight in the averaged weights, Keras' <c>ema_momentum</c>; null for no averages.
    /// </summary>
    public double? EmaMomentum { get; init; }

    /// <summary>
    /// When to stop before the last epoch, watching the loss on the validation part or, without one, on the training part; null: never.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// What the loss of a row is multiplied by in training: <c>"balanced"</c>, or an object of a number for each class, by its name or
    /// number; null for 1. To be read only.
    /// </summary>
    public JsonNode? ClassWeight { get; init; }

    /// <summary>
    /// What is measured each epoch besides the loss, in Keras' names, with settings where there are some. To be read only.
    /// </summary>
    public IReadOnlyList<JsonNode> Metrics { get; init; } = ["accuracy"];

    // Besides the one that every training has: the gradients of each leaf, and their sums where a step has several batches.
    internal int BlocksOfLeaves => Leaves == 1 ? 0 : (GradientAccumulationSteps == 1 ? Leaves : 2 * Leaves) - 1;

    /// <summary>The loss.</summary>
    /// <exception cref="GliaException">It does not exist or an argument is wrong.</exception>
    public Loss BuildLoss() => LossCatalogue.Create(Loss, "training.loss");

    /// <summary>The optimizer.</summary>
    /// <exception cref="GliaException">It does not exist or an argument is wrong.</exception>
    public Optimizer BuildOptimizer() => OptimizerCatalogue.Create(Optimizer, "training.optimizer");

    /// <summary>The metrics but for the accuracy, which is measured wherever there are classes.</summary>
    /// <exception cref="GliaException">One does not exist or a setting is wrong.</exception>
    public IReadOnlyList<Metric> BuildMetrics() =>
        [.. Metrics.Where(node => !MetricCatalogue.IsAccuracy(node)).Select(node => MetricCatalogue.Create(node, "training.metrics"))];

    /// <summary>The schedule; constant if there is none.</summary>
    /// <exception cref="GliaException">It does not exist or an argument is wrong.</exception>
    public Schedule BuildSchedule() => ScheduleCatalogue.Create(Schedule, "training.schedule");

    /// <summary>As an experiment file has it under <c>training</c>, every default spelled out.</summary>
    public JsonObject ToJson() => ExperimentWriter.Training(this);

    /// <summary>Everything <see cref="Trainer.Fit"/> is told; the data and the observers are the caller's to add.</summary>
    public FitOptions FitOptions() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        GradientAccumulationSteps = GradientAccumulationSteps,
        Leaves = Leaves,
        StepsPerEpoch = StepsPerEpoch,
        Shuffle = Shuffle,
        Sampling = Sampling,
        EmaMomentum = EmaMomentum,
        EarlyStopping = EarlyStopping,
    };

    /// <summary>
    /// Makes everything once, so that a wrong argument is known while its line is. A loss or optimizer under another library's name, or a
    /// short one, becomes what it is called here.
    /// </summary>
    /// <exception cref="GliaException">Something does not exist or an argument is wrong.</exception>
    internal ExperimentTraining Checked()
    {
        Loss loss = BuildLoss();
        Optimizer optimizer = BuildOptimizer();
        _ = BuildSchedule();
        return this with
        {
            Loss = UnderItsOwnName(Loss, loss.Name, LossCatalogue.ToJson(loss)),
            Optimizer = UnderItsOwnName(Optimizer, optimizer.Name, OptimizerCatalogue.ToJson(optimizer)),
        };
    }

    /// <summary>Keras' own <c>ema_momentum</c>.</summary>
    internal const double UsualEmaMomentum = 0.99;

    private static JsonObject UnderItsOwnName(JsonObject written, string name, JsonNode complete)
    {
        if (string.Equals(written["class_name"]?.GetValue<string>(), name, StringComparison.OrdinalIgnoreCase)) return written;
        JsonObject made = complete as JsonObject ?? new JsonObject { ["class_name"] = name };
        Settings.JsonLines.Inherit(made, written);
        return made;
    }

    /// <summary>The words <see cref="Sampling"/> can be, the default first.</summary>
    internal static readonly string[] Samplings = ["epoch", "random"];

    /// <summary>The words early stopping can watch, the default first.</summary>
    internal static readonly string[] Monitors = ["val_loss", "loss"];
}
