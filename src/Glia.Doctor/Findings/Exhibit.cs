using System.Text.Json.Nodes;

namespace Glia.Doctor.Findings;

/// <summary>
/// What a finding was seen in, to be looked at: numbers of things, such as layers or classes, or numbers along another one, such as the
/// step. Whoever shows findings draws it; the doctor only says what there is to draw.
/// </summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Title">What it shows, in words.</param>
/// <param name="Series">The numbers, a list a colour; all of the length of <see cref="Names"/> or <see cref="Along"/>.</param>
public sealed record Exhibit(ExhibitKind Kind, string Title, IReadOnlyList<ExhibitSeries> Series)
{
    /// <summary>What each number is of: a layer, a class, a column; empty where numbers lie along others.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Where each number lies: a step, a value; empty where numbers are of things.</summary>
    public IReadOnlyList<double> Along { get; init; } = [];

    /// <summary>What <see cref="Names"/> or <see cref="Along"/> are: <c>layer</c>, <c>step</c>.</summary>
    public required string Of { get; init; }

    /// <summary>What a healthy network has about; null where nothing is usual.</summary>
    public double? Usual { get; init; }

    /// <summary>Whether equal factors are equally far apart: sizes of which some may be a thousand times others.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether the numbers are shares, 0 to 1.</summary>
    public bool AreShares { get; init; }

    /// <summary>Whether the numbers are points of their own and no course.</summary>
    public bool ArePoints { get; init; }

    /// <summary>Whether a number and the one it lies along are the same where nothing is wrong.</summary>
    public bool ShouldAgree { get; init; }

    /// <summary>It as it stands in the JSON of a diagnosis; numbers that are not finite are null.</summary>
    public JsonObject ToJson() => ExhibitJson.Of(this);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What a diagnosis wrote under <c>exhibits</c>.</param>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    /// <exception cref="FormatException">A number or a word of it is none.</exception>
    public static Exhibit Read(JsonNode? json) => ExhibitJson.Read(json);
}

/// <summary>The numbers of one colour.</summary>
/// <param name="Name">What they are of: <c>training</c>, <c>recorded</c>; empty where there are no others.</param>
/// <param name="Values">The numbers; NaN where there is none.</param>
public sealed record ExhibitSeries(string Name, IReadOnlyList<double> Values);

/// <summary>What an <see cref="Exhibit"/> shows.</summary>
public enum ExhibitKind
{
    /// <summary>How many rows each class has.</summary>
    ClassCounts,

    /// <summary>The class of the rows in their order.</summary>
    LabelOrder,

    /// <summary>How the numbers that go in are spread, part by part.</summary>
    Inputs,

    /// <summary>The standard deviation of each column.</summary>
    InputColumns,

    /// <summary>How the targets are spread.</summary>
    Targets,

    /// <summary>What is left of the differences between rows behind each layer before the first step.</summary>
    Signal,

    /// <summary>How large the weights of each layer are before the first step.</summary>
    Weights,

    /// <summary>The mean bias of each layer before the first step.</summary>
    Biases,

    /// <summary>The share of units of each layer that are zero for every row.</summary>
    DeadUnits,

    /// <summary>The share of units of each layer that sit at a flat end of their activation.</summary>
    SaturatedUnits,

    /// <summary>The size of the gradient of each layer.</summary>
    Gradients,

    /// <summary>The recorded gradient against the derivative of the loss, number by number.</summary>
    GradientPairs,

    /// <summary>What the recorded step changed against the gradient, number by number.</summary>
    StepPairs,

    /// <summary>How much a step changes the weights of each layer.</summary>
    Updates,

    /// <summary>The loss over the run.</summary>
    Loss,

    /// <summary>The accuracy over the run.</summary>
    Accuracy,

    /// <summary>How often each class is answered.</summary>
    Answers,

    /// <summary>In which columns or rows numbers lie that are none.</summary>
    NotFinite,

    /// <summary>What simple learners find in the inputs of unseen rows, beside guessing.</summary>
    Relation,

    /// <summary>The share of labels that contradict the rows around them, or a simple model.</summary>
    ContradictedLabels,

    /// <summary>The share of rows that occur in the training part.</summary>
    SharedRows,

    /// <summary>The share of rows of each class that have an equal row of another.</summary>
    EqualRows,

    /// <summary>The target against a column of the inputs, row by row.</summary>
    TargetCopy,
}
