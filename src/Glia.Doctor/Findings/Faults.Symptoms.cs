namespace Glia.Doctor.Findings;

public static partial class Faults
{
    private const string Look = "Look for its cause: glia explain with this code lists what can bring it about.";

    /// <summary>Nearly all predictions are the same class.</summary>
    public static Fault PredictionsCollapsed { get; } = new("GLIAS01", Family.Symptom, "predictions collapsed",
        "Nearly all predictions are the same class.",
        Look);

    /// <summary>The loss stays where ignoring the input would put it.</summary>
    public static Fault OutputsThePrior { get; } = new("GLIAS02", Family.Symptom, "loss stuck at the prior",
        "The loss stays where ignoring the input would put it.",
        Look);

    /// <summary>The loss does not move.</summary>
    public static Fault LossConstant { get; } = new("GLIAS03", Family.Symptom, "loss constant",
        "The loss does not move.",
        Look);

    /// <summary>A number is no longer finite.</summary>
    public static Fault NotFinite { get; } = new("GLIAS04", Family.Symptom, "NaN or infinity",
        "A number is no longer finite.",
        Look);

    /// <summary>The loss grows far above its best value.</summary>
    public static Fault LossExplodes { get; } = new("GLIAS05", Family.Symptom, "loss explodes",
        "The loss grows far above its best value.",
        Look);

    /// <summary>The loss rises steadily from the first step.</summary>
    public static Fault LossRises { get; } = new("GLIAS06", Family.Symptom, "loss rises from the start",
        "The loss rises steadily from the first step.",
        Look);

    /// <summary>The loss swings instead of settling.</summary>
    public static Fault Oscillation { get; } = new("GLIAS07", Family.Symptom, "training oscillates",
        "The loss swings instead of settling.",
        Look);

    /// <summary>The loss falls much more slowly than it could.</summary>
    public static Fault SlowConvergence { get; } = new("GLIAS08", Family.Symptom, "training is slow",
        "The loss falls much more slowly than it could.",
        Look);

    /// <summary>The training accuracy is no better than guessing.</summary>
    public static Fault AccuracyAtChance { get; } = new("GLIAS09", Family.Symptom, "accuracy at chance",
        "The training accuracy is no better than guessing.",
        Look);

    /// <summary>Training improves while validation does not.</summary>
    public static Fault OverfitGap { get; } = new("GLIAS10", Family.Symptom, "overfitting",
        "Training improves while validation does not.",
        Look);

    /// <summary>The validation figure is far better than the training figure.</summary>
    public static Fault ValidationAboveTraining { get; } = new("GLIAS11", Family.Symptom, "validation better than training",
        "The validation figure is far better than the training figure.",
        Look);

    /// <summary>The figure is better than this data should allow.</summary>
    public static Fault TooGood { get; } = new("GLIAS12", Family.Symptom, "too good too early",
        "The figure is better than this data should allow.",
        Look);

    /// <summary>The loss falls and the metric does not follow.</summary>
    public static Fault MetricDoesNotFollowLoss { get; } = new("GLIAS13", Family.Symptom, "loss falls, metric does not",
        "The loss falls and the metric does not follow.",
        Look);

    /// <summary>The accuracy is exactly 0, 1 or the share of one class.</summary>
    public static Fault AccuracyIsAClassShare { get; } = new("GLIAS14", Family.Symptom, "accuracy is exactly a class share",
        "The accuracy is exactly 0, 1 or the share of one class.",
        Look);

    /// <summary>The first loss is far from what an untrained network should have.</summary>
    public static Fault InitialLossOff { get; } = new("GLIAS15", Family.Symptom, "initial loss far from expected",
        "The first loss is far from what an untrained network should have.",
        Look);

    /// <summary>Units are zero for every sample.</summary>
    public static Fault DeadRelu { get; } = new("GLIAS16", Family.Symptom, "dead relu units",
        "Units are zero for every sample.",
        Look);

    /// <summary>Units sit at the flat end of their activation for every sample.</summary>
    public static Fault Saturation { get; } = new("GLIAS17", Family.Symptom, "saturated units",
        "Units sit at the flat end of their activation for every sample.",
        Look);

    /// <summary>The gradient fades on its way to the first layer.</summary>
    public static Fault VanishingGradient { get; } = new("GLIAS18", Family.Symptom, "vanishing gradient",
        "The gradient fades on its way to the first layer.",
        Look);

    /// <summary>The gradient grows on its way to the first layer.</summary>
    public static Fault ExplodingGradient { get; } = new("GLIAS19", Family.Symptom, "exploding gradient",
        "The gradient grows on its way to the first layer.",
        Look);

    /// <summary>A parameter is the same to the last bit after several steps.</summary>
    public static Fault ParameterConstant { get; } = new("GLIAS20", Family.Symptom, "a parameter never changes",
        "A parameter is the same to the last bit after several steps.",
        Look);

    /// <summary>An update is far from a thousandth of the weights.</summary>
    public static Fault UpdateRatioOff { get; } = new("GLIAS21", Family.Symptom, "steps too large or too small",
        "An update is far from a thousandth of the weights.",
        Look);

    /// <summary>Units of a layer have equal weights and equal gradients.</summary>
    public static Fault IdenticalNeurons { get; } = new("GLIAS22", Family.Symptom, "identical units",
        "Units of a layer have equal weights and equal gradients.",
        Look);

    /// <summary>A hidden layer gives nearly the same for every sample.</summary>
    public static Fault ConstantActivations { get; } = new("GLIAS23", Family.Symptom, "activations do not depend on the input",
        "A hidden layer gives nearly the same for every sample.",
        Look);

    /// <summary>The outputs do not lie where the targets lie, or rows do not sum to 1.</summary>
    public static Fault OutputsOutOfRange { get; } = new("GLIAS24", Family.Symptom, "outputs outside the range of the targets",
        "The outputs do not lie where the targets lie, or rows do not sum to 1.",
        Look);

    /// <summary>The output of a row depends on the other rows of its batch.</summary>
    public static Fault RowsInfluenceEachOther { get; } = new("GLIAS25", Family.Symptom, "rows influence each other",
        "The output of a row depends on the other rows of its batch.",
        Look);

    /// <summary>The network cannot learn ten samples by heart.</summary>
    public static Fault CannotOverfit { get; } = new("GLIAS26", Family.Symptom, "cannot fit a few samples",
        "The network cannot learn ten samples by heart.",
        "Look at the network, its first weights, its output and its loss: the data and their order are not to blame for this.");

    /// <summary>The loss is the same with permuted inputs.</summary>
    public static Fault IgnoresInput { get; } = new("GLIAS27", Family.Symptom, "ignores the input",
        "The loss is the same with permuted inputs.",
        Look);

    /// <summary>The outputs differ strongly between training and evaluation mode.</summary>
    public static Fault ModesDiffer { get; } = new("GLIAS28", Family.Symptom, "training and evaluation mode differ",
        "The outputs differ strongly between training and evaluation mode.",
        Look);

    /// <summary>A loss that cannot be negative is.</summary>
    public static Fault NegativeLoss { get; } = new("GLIAS29", Family.Symptom, "negative loss",
        "A loss that cannot be negative is.",
        Look);

    /// <summary>Whether it learns depends on the seed.</summary>
    public static Fault SeedDependent { get; } = new("GLIAS30", Family.Symptom, "depends on the seed",
        "Whether it learns depends on the seed.",
        Look);

    /// <summary>The reported figure is not what an independent evaluation of the same weights gives.</summary>
    public static Fault MetricNotReproduced { get; } = new("GLIAS31", Family.Symptom, "reported metric not reproduced",
        "The reported figure is not what an independent evaluation of the same weights gives.",
        Look);
}
