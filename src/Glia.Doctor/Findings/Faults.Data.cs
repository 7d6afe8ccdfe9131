namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>The inputs are so large, or so differently scaled, that the first layer starts saturated or explodes.</summary>
    public static Fault InputsNotScaled { get; } = new("GLIA001", Family.Data, "inputs not scaled",
        "The inputs are so large, or so differently scaled, that the first layer starts saturated or explodes.",
        "Divide or standardise the inputs with statistics of the training part, the same way everywhere.",
        Explains: "041 065 S03 S04 S05 S07 S08 S09 S15 S16 S17 S19 S21 S23 S26 S27 S30");

    /// <summary>The inputs were scaled twice and are now too small to tell apart.</summary>
    public static Fault InputsScaledTwice { get; } = new("GLIA002", Family.Data, "inputs scaled twice",
        "The inputs were scaled twice and are now too small to tell apart.",
        "Remove one of the two scalings.",
        Explains: "066 S02 S03 S08 S18 S23");

    /// <summary>A feature has the same value in every row and carries no information.</summary>
    public static Fault DeadFeature { get; } = new("GLIA003", Family.Data, "constant feature",
        "A feature has the same value in every row and carries no information.",
        "Drop the constant columns.");

    /// <summary>The data contain values that are not numbers, and everything they touch becomes one.</summary>
    public static Fault NotFiniteData { get; } = new("GLIA004", Family.Data, "NaN or infinity in the data",
        "The data contain values that are not numbers, and everything they touch becomes one.",
        "Remove or fill the named rows.",
        Explains: "049 S02 S03 S04 S09 S14 S26 S27");

    /// <summary>The network is tested on numbers of another scale than it was trained on.</summary>
    public static Fault SplitsScaledDifferently { get; } = new("GLIA005", Family.Data, "training and test data transformed differently",
        "The network is tested on numbers of another scale than it was trained on.",
        "Fit one transform on the training part and apply it to every part.",
        Explains: "S10 S13 S24");

    /// <summary>The targets are so large that the loss and its gradients explode at this learning rate.</summary>
    public static Fault TargetsNotScaled { get; } = new("GLIA006", Family.Data, "regression targets not scaled",
        "The targets are so large that the loss and its gradients explode at this learning rate.",
        "Standardise the targets (and undo it when predicting), or lower the learning rate.",
        Explains: "065 S03 S04 S05 S07 S15 S19 S21 S26");

    /// <summary>The output activation cannot produce some of the targets, so the loss has a floor.</summary>
    public static Fault TargetsOutOfReach { get; } = new("GLIA007", Family.Data, "targets outside the reachable range",
        "The output activation cannot produce some of the targets, so the loss has a floor.",
        "Use a linear output, or rescale the targets into the range of the activation.",
        Explains: "026 029 S03 S09 S24 S26 S27 S29");

    /// <summary>The labels no longer name the classes: divided, truncated, all equal, or out of range.</summary>
    public static Fault LabelsCorrupted { get; } = new("GLIA008", Family.Data, "labels collapsed or corrupted",
        "The labels no longer name the classes: divided, truncated, all equal, or out of range.",
        "Undo the conversion and pass the class numbers as they were.",
        Explains: "011 014 S01 S02 S09 S12 S14 S27");

    /// <summary>The labels have no relation to the inputs of the same row.</summary>
    public static Fault LabelsShuffledApart { get; } = new("GLIA009", Family.Data, "labels shuffled apart from the inputs",
        "The labels have no relation to the inputs of the same row.",
        "Shuffle inputs and labels together, with one permutation.",
        Explains: "037 S02 S03 S08 S09 S10 S27");

    /// <summary>A part of the labels is wrong.</summary>
    public static Fault NoisyLabels { get; } = new("GLIA010", Family.Data, "noisy labels",
        "A part of the labels is wrong.",
        "Look at the listed rows and relabel them.",
        Explains: "S08 S10");

    /// <summary>One class is so frequent that always guessing it looks like success.</summary>
    public static Fault ClassImbalance { get; } = new("GLIA011", Family.Data, "one class dominates",
        "One class is so frequent that always guessing it looks like success.",
        "Resample or weight the classes, and judge by recall per class rather than by accuracy.",
        Explains: "043 S01 S02 S13 S14");

    /// <summary>The rows are sorted by class and are not shuffled: the last class seen wins, and a tail slice holds only one class.</summary>
    public static Fault SortedWithoutShuffle { get; } = new("GLIA012", Family.Data, "class-sorted data without shuffling",
        "The rows are sorted by class and are not shuffled: the last class seen wins, and a tail slice holds only one class.",
        "Shuffle the rows before splitting and before every epoch.",
        Explains: "008 S01 S02 S07 S09 S10 S14 S27");

    /// <summary>The same rows are in training and test data, so the test measures memory.</summary>
    public static Fault Leakage { get; } = new("GLIA013", Family.Data, "test rows are also training rows",
        "The same rows are in training and test data, so the test measures memory.",
        "Split again after removing duplicates.",
        Explains: "S11 S12");

    /// <summary>The labels are encoded in a way that this output and this loss do not mean.</summary>
    public static Fault LabelEncodingMismatch { get; } = new("GLIA014", Family.Data, "labels do not fit output and loss",
        "The labels are encoded in a way that this output and this loss do not mean.",
        "One-hot labels with categorical cross-entropy, class numbers 0 to K-1 with the sparse one, one column with a sigmoid.",
        Explains: "028 044 S03 S04 S09 S14 S26 S27 S29");

    /// <summary>The same input occurs with different labels, which caps the accuracy anybody can reach.</summary>
    public static Fault ContradictoryLabels { get; } = new("GLIA015", Family.Data, "equal inputs with different labels",
        "The same input occurs with different labels, which caps the accuracy anybody can reach.",
        "Inspect the named rows.",
        Explains: "S08 S09 S26 S27");

    /// <summary>There are fewer rows than the network or the batch needs, often an accidental slice.</summary>
    public static Fault TooFewSamples { get; } = new("GLIA016", Family.Data, "too few rows",
        "There are fewer rows than the network or the batch needs, often an accidental slice.",
        "Use the whole set, a smaller network, or a batch no larger than the data.",
        Explains: "S10 S11 S30");

    /// <summary>A column of the inputs is the target itself, or the targets are the inputs.</summary>
    public static Fault TargetInsideInputs { get; } = new("GLIA017", Family.Data, "the target is among the inputs",
        "A column of the inputs is the target itself, or the targets are the inputs.",
        "Remove the target column from the inputs.",
        Explains: "S12");

    /// <summary>The augmented rows are further from their originals than classes are from each other.</summary>
    public static Fault DestructiveAugmentation { get; } = new("GLIA018", Family.Data, "augmentation destroys the inputs",
        "The augmented rows are further from their originals than classes are from each other.",
        "Use milder augmentation.",
        Explains: "S08 S09 S26 S27");

    /// <summary>Rows and columns, or image axes, are exchanged, so a row is no longer one sample.</summary>
    public static Fault WrongLayout { get; } = new("GLIA019", Family.Data, "inputs laid out wrongly",
        "Rows and columns, or image axes, are exchanged, so a row is no longer one sample.",
        "Put samples first and keep every row with its label.",
        Explains: "S09 S27");
}
