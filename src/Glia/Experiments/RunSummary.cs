using System.Text.Json.Nodes;
using Glia.Experiments.Recorded;
using Glia.Metrics;
using Glia.Settings;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>What came out of a run: <c>summary.json</c> of a run folder.</summary>
public sealed record RunSummary
{
    /// <summary>The finished network on the test part; null without one.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>The same asked about each picture as it is alone, where it was asked in several views; else null.</summary>
    public Evaluation? TestAsIs { get; init; }

    /// <summary>The finished network on the training rows; on 10,000 of them where there are more and a test part.</summary>
    public required Evaluation Train { get; init; }

    /// <summary>What the classes are called, from class 0; null if the network names no classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the labels are called where the network answers several a row; else null.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>The epochs and how the run ended.</summary>
    public required History History { get; init; }

    /// <summary>The epoch whose weights were kept, from 1; 0 if none was finished.</summary>
    public required int KeptEpoch { get; init; }

    /// <summary>Seconds from the start of the run, data loading included, to its end.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>The most memory the process ever held, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The experiment's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How many numbers the network's parameters hold.</summary>
    public required long Parameters { get; init; }

    /// <summary>Whether it learned, and by what that is seen.</summary>
    public required LearningVerdict Verdict { get; init; }

    /// <summary>What there is to look at besides: <c>details.json</c> of a run folder, which goes without if null.</summary>
    public RunDetails? Details { get; init; }

    /// <summary>Where somebody changed the learning rate by hand while it ran: then the experiment alone does not repeat the run.</summary>
    public IReadOnlyList<RateChange> RateChanges { get; init; } = [];

    /// <summary>What the network is judged by: the test part, or the training rows where there is none.</summary>
    public Evaluation Judged => Test ?? Train;

    /// <summary>Training rows a second over all epochs, evaluations not counted.</summary>
    public double SamplesPerSecond => History.TrainSeconds > 0 ? History.Epochs.Sum(epoch => epoch.Samples) / History.TrainSeconds : 0;

    /// <summary>How a run ended that was ended from outside.</summary>
    internal const string Interrupted = "interrupted";

    /// <summary>The summary as JSON.</summary>
    /// <param name="first">What a caller puts before it.</param>
    public string ToJson(params ReadOnlySpan<(string Key, JsonNode? Value)> first)
    {
        JsonObject summary = Summary();
        // After the losses, under Keras' names with the part before them.
        int at = summary.IndexOf("train_loss") + 1;
        foreach ((string part, Evaluation? evaluation) in new[] { ("test", Test), ("train", Train) })
            foreach ((string name, double value) in evaluation?.Metrics ?? []) summary.Insert(at++, $"{part}_{name}", Finite(value));
        if (RateChanges.Count > 0)
            summary.Insert(summary.IndexOf("seed"), "rate_changes",
                new JsonArray([.. RateChanges.Select(change => new JsonArray(change.Step, change.LearningRate))]));
        if (Judged.Views > 1)
        {
            int views = summary.IndexOf("labels");
            summary.Insert(views, "views", Judged.Views);
            summary.Insert(views + 1, "test_accuracy_as_is", Share(TestAsIs));
            summary.Insert(views + 2, "test_loss_as_is", Finite(TestAsIs?.Loss));
        }
        for (int i = 0; i < first.Length; i++) summary.Insert(i, first[i].Key, first[i].Value);
        return JsonLayout.Write(summary);
    }

    private JsonObject Summary() => new()
    {
        ["test_accuracy"] = Share(Test),
        ["test_loss"] = Finite(Test?.Loss),
        ["test_mean_absolute_error"] = Value(Test, Test?.MeanAbsoluteError),
        ["test_r2"] = Value(Test, Test?.R2),
        ["train_accuracy"] = Share(Train),
        ["train_loss"] = Finite(Train.Loss),
        ["train_mean_absolute_error"] = Value(Train, Train.MeanAbsoluteError),
        ["train_r2"] = Value(Train, Train.R2),
        ["labels"] = Judged.Labels is { } labels ? LabelsJson(labels, LabelNames) : null,
        ["epochs"] = History.Epochs.Count,
        ["steps"] = History.Steps,
        ["samples_per_second"] = Math.Round(SamplesPerSecond),
        ["train_seconds"] = Math.Round(History.TrainSeconds, 6),
        ["wall_seconds"] = Math.Round(WallSeconds, 6),
        ["peak_memory_bytes"] = PeakMemoryBytes,
        ["seed"] = Seed,
        ["parameters"] = Parameters,
        ["confusion"] = ClassNames is null ? null : ConfusionJson(Judged),
        ["predicted_histogram"] = ClassNames is null ? null : Numbers(Judged.PredictedHistogram()),
        ["class_names"] = ClassNames is null ? null : new JsonArray(ClassNames.Select(name => (JsonNode)name).ToArray()),
        ["end"] = EndName(History.Ending),
        ["best_epoch"] = History.BestEpoch,
        ["kept_epoch"] = KeptEpoch,
        ["data"] = Details?.Data is { } data ? DataJson(data) : null,
        ["machine"] = Details?.Machine?.ToJson(),
        ["learned"] = LearnedName(Verdict.Learned),
        ["verdict"] = Verdict.Sentence,
        ["glia_version"] = GliaVersion.Text,
    };

    // A matrix of 200 classes is 40,000 numbers, some 80 KB: what a person still opens. One of 10,000 would be 200 MB of zeros.
    private const int MostClassesAsMatrix = 200;

    /// <summary>
    /// The confusion matrix as JSON: a row for each true class, in it a count for each predicted class; above 200 classes only the pairs
    /// that occur, each <c>[true class, predicted class, count]</c>, under <c>pairs</c>.
    /// </summary>
    internal static JsonNode ConfusionJson(Evaluation evaluation)
    {
        if (evaluation.Classes > MostClassesAsMatrix)
            return new JsonObject
            {
                ["classes"] = evaluation.Classes,
                ["pairs"] = new JsonArray(evaluation.ConfusionPairs.Select(p => (JsonNode)Numbers([p.TrueClass, p.PredictedClass, p.Count]))
                    .ToArray()),
            };
        return new JsonArray(Enumerable.Range(0, evaluation.Classes)
            .Select(actual => (JsonNode)Numbers(Enumerable.Range(0, evaluation.Classes)
                .Select(predicted => evaluation.Confusion(actual, predicted)))).ToArray());
    }

    /// <summary>Whole numbers as JSON.</summary>
    internal static JsonArray Numbers(IEnumerable<int> numbers) => new(numbers.Select(number => (JsonNode)number).ToArray());

    /// <summary>A number as JSON, which has no word for NaN and infinity: a loss that left the numbers is null.</summary>
    internal static JsonNode? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    /// <summary>The answers to each label as JSON.</summary>
    internal static JsonArray LabelsJson(LabelCounts labels, IReadOnlyList<string>? names)
    {
        IEnumerable<JsonNode> rows = Enumerable.Range(0, labels.Count).Select(label => new JsonObject
        {
            ["name"] = names?[label],
            ["rows"] = labels.Yes(label),
            ["accuracy"] = labels.Accuracy(label),
            ["guessing"] = labels.GuessingOf(label),
            ["precision"] = labels.Precision(label),
            ["recall"] = labels.Recall(label),
            ["f1"] = labels.F1(label),
        });
        return new(rows.ToArray());
    }

    // What tells the data of two runs apart, for whoever compares runs and reads nothing else of them.
    private static JsonObject DataJson(DataFingerprint data) => new()
    {
        ["fingerprint"] = data.Hash,
        ["rows"] = data.Rows,
        ["columns"] = data.Columns,
        ["least"] = Finite(data.Least),
        ["most"] = Finite(data.Most),
    };

    private JsonNode? Share(Evaluation? evaluation) =>
        ClassNames is null && evaluation?.Labels is null ? null : Finite(evaluation?.Accuracy);

    // What is measured of numbers means nothing beside classes and labels.
    private JsonNode? Value(Evaluation? evaluation, double? number) =>
        ClassNames is null && evaluation?.Labels is null ? Finite(number) : null;

    private static string LearnedName(Learned learned) => learned switch
    {
        Learned.Well => "yes",
        Learned.ALittle => "a_little",
        Learned.NotAtAll => "no",
        Learned.NeverTrained => "never_trained",
        _ => "unknown",
    };

    private static string EndName(Ending ending) => ending switch
    {
        Ending.Stopped => Interrupted,
        Ending.EarlyStopped => "stopped_early",
        Ending.NotFinite => "not_finite",
        _ => "finished",
    };
}

/// <summary>A learning rate that somebody set while a run went on.</summary>
/// <param name="Step">The last step before it.</param>
/// <param name="LearningRate">The optimizer's learning rate from the next step on; the schedule multiplies it.</param>
public sealed record RateChange(long Step, double LearningRate);
