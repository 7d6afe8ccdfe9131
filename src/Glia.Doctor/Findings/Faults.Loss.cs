namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>A binary cross-entropy is used on one-hot classes; its accuracy looks good for predicting nothing.</summary>
    public static Fault BinaryLossForClasses { get; } = new("GLIA044", Family.Loss, "binary cross-entropy for classes that exclude each other",
        "A binary cross-entropy is used on one-hot classes; its accuracy looks good for predicting nothing.",
        "Use categorical cross-entropy with softmax.",
        Explains: "S08 S13");

    /// <summary>A regression loss is used on class labels; it can work, and learns slowly where it saturates.</summary>
    public static Fault RegressionLossForClasses { get; } = new("GLIA045", Family.Loss, "squared or absolute error for classification",
        "A regression loss is used on class labels; it can work, and learns slowly where it saturates.",
        "Use cross-entropy.",
        Explains: "S01 S02 S03 S08 S09 S13 S26");

    /// <summary>Cross-entropy is used on values that are no probabilities.</summary>
    public static Fault CrossEntropyForRegression { get; } = new("GLIA046", Family.Loss, "cross-entropy for continuous targets",
        "Cross-entropy is used on values that are no probabilities.",
        "Use mean squared error with a linear output.",
        Explains: "022 S03 S09 S27 S29");

    /// <summary>The loss or its gradient is not the mean over the batch, so the step depends on the batch size.</summary>
    public static Fault WrongReduction { get; } = new("GLIA047", Family.Loss, "sum instead of mean, or divided twice",
        "The loss or its gradient is not the mean over the batch, so the step depends on the batch size.",
        "Divide by the batch size exactly once.",
        Explains: "065 066 S05 S07 S08 S15 S16 S19 S21");

    /// <summary>The gradient points uphill: training maximises the loss.</summary>
    public static Fault LossSignFlipped { get; } = new("GLIA048", Family.Loss, "gradient has the wrong sign",
        "The gradient points uphill: training maximises the loss.",
        "Flip the sign of the loss gradient.",
        Explains: "S01 S04 S05 S06 S09 S13 S26 S27");

    /// <summary>The loss takes the logarithm of a probability that can be zero.</summary>
    public static Fault UnsafeLogarithm { get; } = new("GLIA049", Family.Loss, "logarithm of zero in the loss",
        "The loss takes the logarithm of a probability that can be zero.",
        "Compute the loss from logits through log-sum-exp, or clip the probabilities at 1e-7.",
        Explains: "S04");

    /// <summary>Softmax is normalised over the batch, or over all elements, so rows influence each other.</summary>
    public static Fault SoftmaxWrongAxis { get; } = new("GLIA050", Family.Loss, "softmax over the wrong axis",
        "Softmax is normalised over the batch, or over all elements, so rows influence each other.",
        "Normalise each row over its classes (axis=1, keepdims=True).",
        Explains: "065 077 079 S01 S02 S03 S05 S08 S09 S14 S15 S24 S25 S26 S27 S31");

    /// <summary>Targets of shape [n] meet outputs of shape [n,1] and every target is compared with every output.</summary>
    public static Fault BroadcastInLoss { get; } = new("GLIA051", Family.Loss, "targets broadcast against the outputs",
        "Targets of shape [n] meet outputs of shape [n,1] and every target is compared with every output.",
        "Reshape the targets to the shape of the outputs.",
        Explains: "S02 S03 S08 S25 S26 S27");

    /// <summary>The penalty on the weights pulls harder than the data do.</summary>
    public static Fault OverRegularised { get; } = new("GLIA052", Family.Loss, "regularisation outweighs the data",
        "The penalty on the weights pulls harder than the data do.",
        "Lower the weight decay a hundredfold.",
        Explains: "S01 S02 S03 S08 S09 S13 S16 S18 S23 S26 S27");

    /// <summary>Training goes on improving while validation gets worse.</summary>
    public static Fault MissingRegularisation { get; } = new("GLIA053", Family.Loss, "no regularisation where it is needed",
        "Training goes on improving while validation gets worse.",
        "Add weight decay or dropout, stop early, or get more data.",
        Explains: "S10");
}
