namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>Layers without an activation between them are one linear layer, however many there are.</summary>
    public static Fault NoHiddenNonlinearity { get; } = new("GLIA021", Family.Model, "no activation between the layers",
        "Layers without an activation between them are one linear layer, however many there are.",
        "Give the hidden layers an activation such as relu.",
        Explains: "037 S26");

    /// <summary>A loss that expects probabilities is given raw numbers.</summary>
    public static Fault LossOnRawLogits { get; } = new("GLIA022", Family.Model, "cross-entropy on raw logits",
        "A loss that expects probabilities is given raw numbers.",
        "End in softmax (or sigmoid), or tell the loss that it gets logits.",
        Explains: "024 049 S03 S04 S05 S09 S24 S26 S27 S29");

    /// <summary>Softmax is applied to probabilities, which squeezes them together and puts a floor under the loss.</summary>
    public static Fault DoubleSoftmax { get; } = new("GLIA023", Family.Model, "softmax applied twice",
        "Softmax is applied to probabilities, which squeezes them together and puts a floor under the loss.",
        "Remove one softmax, or set from_logits to false.",
        Explains: "066 S02 S03 S08 S15 S18 S26");

    /// <summary>Softmax over one unit is always 1: the output is constant and every gradient is zero.</summary>
    public static Fault SoftmaxOverOneUnit { get; } = new("GLIA024", Family.Model, "softmax over one unit",
        "Softmax over one unit is always 1: the output is constant and every gradient is zero.",
        "Use a sigmoid with binary cross-entropy, or a linear unit for regression.",
        Explains: "007 034 059 071 S01 S02 S03 S09 S14 S18 S20 S26 S27");

    /// <summary>Independent sigmoid units are used for classes that exclude each other.</summary>
    public static Fault SigmoidWithCategorical { get; } = new("GLIA025", Family.Model, "sigmoid units with categorical cross-entropy",
        "Independent sigmoid units are used for classes that exclude each other.",
        "Use softmax for classes that exclude each other.",
        Explains: "S08 S24");

    /// <summary>A relu output cannot be negative and stops learning wherever it is zero.</summary>
    public static Fault ReluOnOutput { get; } = new("GLIA026", Family.Model, "relu on the output",
        "A relu output cannot be negative and stops learning wherever it is zero.",
        "Use softmax for classes and a linear output for values.",
        Explains: "S01 S02 S03 S04 S09 S16 S18 S20 S24 S26 S27");

    /// <summary>Softmax between layers forces the units to share one unit of activity and starves the gradients.</summary>
    public static Fault SoftmaxInHiddenLayer { get; } = new("GLIA027", Family.Model, "softmax in a hidden layer",
        "Softmax between layers forces the units to share one unit of activity and starves the gradients.",
        "Use relu in the hidden layers.",
        Explains: "030 S01 S02 S03 S08 S09 S18 S23 S26 S27");

    /// <summary>The number of output units does not fit the number of classes or targets.</summary>
    public static Fault WrongOutputWidth { get; } = new("GLIA028", Family.Model, "wrong number of output units",
        "The number of output units does not fit the number of classes or targets.",
        "One unit per class, or one sigmoid unit for two classes.",
        Explains: "S03 S09 S14 S26 S27");

    /// <summary>The output activation is bounded and the targets are not.</summary>
    public static Fault BoundedRegressionOutput { get; } = new("GLIA029", Family.Model, "bounded output for unbounded targets",
        "The output activation is bounded and the targets are not.",
        "Use a linear output.",
        Explains: "S03 S09 S24 S26 S27");

    /// <summary>So many sigmoid or tanh layers follow each other that no gradient reaches the first ones.</summary>
    public static Fault SaturatingStack { get; } = new("GLIA030", Family.Model, "deep stack of saturating activations",
        "So many sigmoid or tanh layers follow each other that no gradient reaches the first ones.",
        "Use relu with He initialisation, batch normalisation, or fewer layers.",
        Explains: "S01 S02 S03 S08 S09 S17 S18 S20 S23 S26 S27");

    /// <summary>The activations grow from layer to layer until they overflow.</summary>
    public static Fault UnboundedGrowth { get; } = new("GLIA031", Family.Model, "activation that grows without bound",
        "The activations grow from layer to layer until they overflow.",
        "Use relu or tanh in the hidden layers.",
        Explains: "041 S03 S04 S05 S09 S15 S19 S27");

    /// <summary>A layer is so narrow that all its relu units are likely to be dead at once.</summary>
    public static Fault NarrowBottleneck { get; } = new("GLIA032", Family.Model, "bottleneck of one to three relu units",
        "A layer is so narrow that all its relu units are likely to be dead at once.",
        "Widen the layer or use leaky_relu.",
        Explains: "S01 S02 S03 S09 S16 S20 S23 S26 S27 S30");

    /// <summary>Dropout acts on the output, or removes most of the activity.</summary>
    public static Fault MisplacedDropout { get; } = new("GLIA033", Family.Model, "dropout too strong or in the wrong place",
        "Dropout acts on the output, or removes most of the activity.",
        "At most 0.5, and only between hidden layers.",
        Explains: "S08 S11 S26 S28");

    /// <summary>A layer that was never trained is excluded from training.</summary>
    public static Fault FrozenLayer { get; } = new("GLIA034", Family.Model, "randomly initialised layer is frozen",
        "A layer that was never trained is excluded from training.",
        "Make the layer trainable.",
        Explains: "S03 S08 S20");

    /// <summary>A layer has no bias, or one that batch normalisation cancels.</summary>
    public static Fault MissingBias { get; } = new("GLIA035", Family.Model, "layer without bias",
        "A layer has no bias, or one that batch normalisation cancels.",
        "Add the bias, or remove it before batch normalisation.");

    /// <summary>Batch normalisation uses batch statistics where it must not, or never updates its own.</summary>
    public static Fault BatchNormalizationMisuse { get; } = new("GLIA036", Family.Model, "batch normalisation misused",
        "Batch normalisation uses batch statistics where it must not, or never updates its own.",
        "At least 16 rows a batch, running statistics in evaluation, features on the last axis.",
        Explains: "S10 S25 S28");

    /// <summary>The network cannot even fit a few rows, or is far larger than the data.</summary>
    public static Fault WrongCapacity { get; } = new("GLIA037", Family.Model, "too little or too much capacity",
        "The network cannot even fit a few rows, or is far larger than the data.",
        "Widen or deepen it, or shrink it.",
        Explains: "S08 S10 S26");

    /// <summary>Pooling, strides or kernels are larger than the map they act on.</summary>
    public static Fault MapShrunkAway { get; } = new("GLIA039", Family.Model, "feature maps shrink to nothing",
        "Pooling, strides or kernels are larger than the map they act on.",
        "Fewer pools, smaller strides, or padding.",
        Explains: "S09 S26 S27");
}
