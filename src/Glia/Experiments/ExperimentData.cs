using Glia.Data;

namespace Glia.Experiments;

/// <summary>The part of an experiment that says what is learned from.</summary>
public sealed record ExperimentData
{
    /// <summary><c>mnist</c>, or a path: <c>.npz</c>, <c>.npy</c>, <c>.csv</c>, a folder of IDX files.</summary>
    public required string Source { get; init; }

    /// <summary>The array or columns that go in; null: what the source calls its inputs, or every column that is not a target.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The columns of a table that are left out; null: none but those that say nothing.</summary>
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>
    /// What columns of a table hold where that is not to be found out: <c>number</c>, <c>category</c>, <c>date</c> or <c>drop</c>, by the
    /// column; null: nothing is stated.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>Whether the first line of a table holds names; null: it does if it reads like that.</summary>
    public bool? Header { get; init; }

    /// <summary>What separates the fields of a table; null: what makes the best table.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The array or columns to learn; null: what the source calls its targets, or the last column.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>
    /// The column or array with what the loss of each row is multiplied by, Keras' <c>sample_weight</c>; null: 1 for every row.
    /// </summary>
    public string? SampleWeight { get; init; }

    /// <summary>What the targets are learned as: <c>auto</c>, <c>classify</c>, <c>regress</c> or <c>multilabel</c>.</summary>
    public string Task { get; init; } = "auto";

    /// <summary>The size that image files are given; null: their own where all are small and alike, else 32 x 32.</summary>
    public ImageSize? ImageSize { get; init; }

    /// <summary><c>auto</c> (color unless every image is gray), <c>rgb</c> or <c>grayscale</c>: what image files become.</summary>
    public string ColorMode { get; init; } = "auto";

    /// <summary>
    /// <c>none</c>, <c>unit</c> (divided by 255), <c>minmax</c> or <c>standardize</c>; fitted on the training part, applied to every part.
    /// </summary>
    public string Scale { get; init; } = "none";

    /// <summary>
    /// <c>none</c>, <c>standardize</c> or <c>minmax</c>: how targets that are numbers are scaled for the training;
    /// nobody who uses the model sees it.
    /// </summary>
    public string TargetScale { get; init; } = "none";

    /// <summary><c>auto</c>, <c>one-hot</c>, <c>index</c> or <c>none</c>.</summary>
    public string TargetEncoding { get; init; } = "auto";

    /// <summary>
    /// How a test part is held back; null: it is the one the source comes with, and where it comes with none every row trains.
    /// </summary>
    public ExperimentSplit? Split { get; init; }

    /// <summary>The words <see cref="Task"/> can be, the default first.</summary>
    internal static readonly string[] Tasks = ["auto", "classify", "regress", "multilabel"];

    /// <summary>The same with what was found out when the source was opened, so that it is found the same way again.</summary>
    internal ExperimentData As(LoadedData loaded) =>
        loaded.Images is { } images ? this with { ImageSize = images.Size, ColorMode = images.ColorMode } : this;

    /// <summary>The words <see cref="ColorMode"/> can be, the default first.</summary>
    internal static readonly string[] ColorModes = ["auto", "rgb", "grayscale"];

    /// <summary>The words <see cref="Scale"/> can be, the default first.</summary>
    internal static readonly string[] Scales = ["none", "unit", "minmax", "standardize"];

    /// <summary>What a column can be said to be.</summary>
    internal static readonly string[] ColumnKinds = ["number", "category", "date", "drop"];

    /// <summary>The words <see cref="TargetEncoding"/> can be, the default first.</summary>
    internal static readonly string[] TargetEncodings = ["auto", "one-hot", "index", "none"];
}
