using Glia.Data;
using Glia.Files;

namespace Glia.Experiments.Recorded;

/// <summary>
/// What a run leaves for whoever looks at it afterwards: the rows it got most wrong, how sure it was, what its layers and its loss did on
/// the way. <c>details.json</c> of a run folder, with <c>pictures.npy</c> where rows are pictures.
/// </summary>
public sealed record RunDetails
{
    /// <summary>The part of the data the rows are of: <c>test</c>, or <c>training</c> where there is no test part.</summary>
    public required string Part { get; init; }

    /// <summary>What rows are called: <c>images</c> or <c>rows</c>.</summary>
    public required string RowsAre { get; init; }

    /// <summary>How many rows of the part were asked for their answer: all, or an even choice of a large part.</summary>
    public int AskedRows { get; init; }

    /// <summary>What the numbers of <see cref="RecordedRow.Values"/> are called; empty where rows are pictures.</summary>
    public IReadOnlyList<string> ValueNames { get; init; } = [];

    /// <summary>The rows that are kept. The n-th has the n-th picture.</summary>
    public IReadOnlyList<RecordedRow> Rows { get; init; } = [];

    /// <summary>Which of <see cref="Rows"/> have the largest loss, the largest first.</summary>
    public IReadOnlyList<int> Worst { get; init; } = [];

    /// <summary>How sure the network was, and how often it was right then; null where it gives no probabilities of classes.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>How well two classes are told apart; null where there are not two, or their scores are no numbers.</summary>
    public RankingCurve? Ranking { get; init; }

    /// <summary>Targets and outputs of an even choice of rows where there is one number a row; else empty.</summary>
    public IReadOnlyList<(double Target, double Output)> Scatter { get; init; } = [];

    /// <summary>Training rows as the network gets them. Their pictures follow those of <see cref="Rows"/>.</summary>
    public required SeenInputs Seen { get; init; }

    /// <summary>The loss of the steps.</summary>
    public required StepLosses Steps { get; init; }

    /// <summary>The layers, and what they did at some steps.</summary>
    public required RecordedLayers Layers { get; init; }

    /// <summary>Where the time went.</summary>
    public required RunTimes Seconds { get; init; }

    /// <summary>Where the time of a step goes, layer by layer; null where it was not measured.</summary>
    public LayerTimes? LayerTimes { get; init; }

    /// <summary>What it ran on; null in what an earlier version wrote.</summary>
    public RunMachine? Machine { get; init; }

    /// <summary>What tells the data from others; null where they were not looked at.</summary>
    public DataFingerprint? Data { get; init; }

    /// <summary>How many rows were trained on, looked at while training, and tested on.</summary>
    public (int Training, int Validation, int Test) PartRows { get; init; }

    /// <summary>
    /// What a doctor that watched had to say, as whoever made the report wrote it; null where none watched. To be read only.
    /// </summary>
    public System.Text.Json.Nodes.JsonArray? Findings { get; init; }

    /// <summary>The pictures, [n, height, width, channels] bytes; null where rows are none.</summary>
    public NdArray? Pictures { get; init; }

    /// <summary>The details as JSON, without the pictures.</summary>
    public string ToJson() => RunDetailsJson.Write(this);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pictures">The file of the pictures; need not exist.</param>
    /// <exception cref="GliaException">One of them cannot be read.</exception>
    public static RunDetails Read(string path, string pictures) => RunDetailsJson.Read(path) with
    {
        Pictures = File.Exists(pictures) ? Npy.Read(pictures) : null,
    };
}

/// <summary>One row of the data and what the network made of it.</summary>
public sealed record RecordedRow
{
    /// <summary>The row, from 0: of the part where the source comes with it, else of the source.</summary>
    public required int Number { get; init; }

    /// <summary>The file the row was, from the source on; null where rows are no files.</summary>
    public string? File { get; init; }

    /// <summary>Its loss; NaN where the network gave no answer.</summary>
    public required double Loss { get; init; }

    /// <summary>Its class; -1 where there are none.</summary>
    public int True { get; init; } = -1;

    /// <summary>The class it was given; -1 where there are none.</summary>
    public int Predicted { get; init; } = -1;

    /// <summary>The probability of the class it was given; NaN where there is none.</summary>
    public double Probability { get; init; } = double.NaN;

    /// <summary>The probability of its own class; NaN where there is none.</summary>
    public double ProbabilityOfTrue { get; init; } = double.NaN;

    /// <summary>Its targets in their own units, the first few, where they are no classes.</summary>
    public IReadOnlyList<double> Targets { get; init; } = [];

    /// <summary>The outputs for it in the units of the targets, the first few, where they are no classes.</summary>
    public IReadOnlyList<double> Outputs { get; init; } = [];

    /// <summary>What it holds, in the units of the source; empty where it is a picture.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>How sure a network was of its answers, and how often it was right.</summary>
/// <param name="Error">
/// The expected calibration error: the mean over the rows of the difference between confidence and accuracy of their bin (Guo, Pleiss, Sun
/// and Weinberger, ICML 2017).
/// </param>
/// <param name="Bins">Bins of equal width from 0 to 1.</param>
public sealed record Calibration(double Error, IReadOnlyList<CalibrationBin> Bins);

/// <summary>The rows of whose answer the network was about equally sure.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Confidence">The mean probability of the class they were given; NaN without rows.</param>
/// <param name="Accuracy">The share of them that is right; NaN without rows.</param>
public sealed record CalibrationBin(int Rows, double Confidence, double Accuracy);

/// <summary>Inputs as a network gets them: scaled, in the order of the training part.</summary>
/// <param name="Names">What the numbers of <see cref="RecordedRow.Values"/> are called; empty where rows are pictures.</param>
/// <param name="Rows">Some of them.</param>
/// <param name="Least">The smallest number among those looked at.</param>
/// <param name="Most">The largest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation.</param>
public sealed record SeenInputs(
    IReadOnlyList<string> Names, IReadOnlyList<RecordedRow> Rows, double Least, double Most, double Mean, double Deviation)
{
    /// <summary>Whether they are as augmentation changed them for the first epoch.</summary>
    public bool AreChanged { get; init; }
}

/// <summary>The loss of the steps, some steps in one number where there are many.</summary>
/// <param name="Every">How many steps are in one number.</param>
/// <param name="Mean">Their means.</param>
/// <param name="Least">The smallest of each.</param>
/// <param name="Most">The largest of each.</param>
public sealed record StepLosses(int Every, IReadOnlyList<double> Mean, IReadOnlyList<double> Least, IReadOnlyList<double> Most)
{
    /// <summary>The same in at most so many numbers: two of them become one, as often as is needed.</summary>
    internal StepLosses Thinned(int most)
    {
        StepLosses losses = this;
        while (losses.Mean.Count > most)
        {
            (int _, IReadOnlyList<double> mean, IReadOnlyList<double> least, IReadOnlyList<double> highest) = losses;
            int[] pairs = [.. Enumerable.Range(0, (mean.Count + 1) / 2)];
            losses = new StepLosses(2 * losses.Every,
                [.. pairs.Select(i => 2 * i + 1 < mean.Count ? (mean[2 * i] + mean[2 * i + 1]) / 2 : mean[2 * i])],
                [.. pairs.Select(i => 2 * i + 1 < mean.Count ? Math.Min(least[2 * i], least[2 * i + 1]) : least[2 * i])],
                [.. pairs.Select(i => 2 * i + 1 < mean.Count ? Math.Max(highest[2 * i], highest[2 * i + 1]) : highest[2 * i])]);
        }
        return losses;
    }
}

/// <summary>What the layers of a run did.</summary>
/// <param name="At">The steps at which they were looked at, from 1.</param>
/// <param name="Layers">The layers that have weights.</param>
public sealed record RecordedLayers(IReadOnlyList<long> At, IReadOnlyList<RecordedLayer> Layers);

/// <summary>One layer of a run.</summary>
public sealed record RecordedLayer
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind, such as <c>Dense</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>The shape of what it gives for one sample.</summary>
    public required string Output { get; init; }

    /// <summary>Its activation; null without one.</summary>
    public string? Activation { get; init; }

    /// <summary>How many numbers its parameters hold.</summary>
    public required long Parameters { get; init; }

    /// <summary>Products of two numbers that are added up for one sample.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>
    /// The same of a training step, a row: forward, for the gradient in the weights, and for that in its inputs where something below it
    /// learns. 0 in what an earlier version wrote.
    /// </summary>
    public long TrainingMultiplyAdds { get; init; }

    /// <summary>Bytes of what it gives for one sample.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>At each look the root mean square of the step's change divided by that of the weights.</summary>
    public IReadOnlyList<double> UpdateRatio { get; init; } = [];

    /// <summary>At each look the Euclidean norm of the gradient in its weights.</summary>
    public IReadOnlyList<double> GradientNorm { get; init; } = [];

    /// <summary>
    /// At each look the share of units that were zero for every row of the step; empty where its activation lets none die.
    /// </summary>
    public IReadOnlyList<double> Dead { get; init; } = [];

    /// <summary>At each look the root mean square of the weights.</summary>
    public IReadOnlyList<double> WeightSize { get; init; } = [];

    /// <summary>
    /// At each look the standard deviation of all that the layer gave for the step; empty for the last layer, whose activation may be
    /// computed with the loss.
    /// </summary>
    public IReadOnlyList<double> OutputDeviation { get; init; } = [];

    /// <summary>The range of the histograms below: its weights lie between minus this and this.</summary>
    public double Widest { get; init; }

    /// <summary>How many of the weights lay in each of equal bins before the first step.</summary>
    public IReadOnlyList<int> FirstWeights { get; init; } = [];

    /// <summary>How many of the weights lie in each of them now.</summary>
    public IReadOnlyList<int> LastWeights { get; init; } = [];
}

/// <summary>Where the seconds of a run went.</summary>
/// <param name="Load">From the start to the first step: data read, split and scaled, network built.</param>
/// <param name="Train">Steps.</param>
/// <param name="Evaluate">Evaluations after the epochs, and what was saved and shown meanwhile.</param>
/// <param name="Judge">The last evaluation of all parts.</param>
/// <param name="Record">Making these details.</param>
public sealed record RunTimes(double Load, double Train, double Evaluate, double Judge, double Record);
