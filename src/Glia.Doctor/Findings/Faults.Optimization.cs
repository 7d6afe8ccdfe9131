namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>The steps are so large that they overshoot, kill units or overflow.</summary>
    public static Fault LearningRateTooHigh { get; } = new("GLIA065", Family.Optimization, "learning rate too high",
        "The steps are so large that they overshoot, kill units or overflow.",
        "Divide the learning rate by ten until the loss falls; glia find-rate shows the curve.",
        Explains: "S01 S02 S03 S04 S05 S06 S07 S09 S13 S16 S17 S19 S20 S21 S23 S26 S27");

    /// <summary>The steps are so small that the weights hardly move.</summary>
    public static Fault LearningRateTooLow { get; } = new("GLIA066", Family.Optimization, "learning rate too low",
        "The steps are so small that the weights hardly move.",
        "Multiply the learning rate by ten until an update is about a thousandth of the weights.",
        Explains: "073 S01 S02 S03 S08 S09 S21 S26 S27");

    /// <summary>Another optimizer at its usual setting learns much faster here.</summary>
    public static Fault UnsuitedOptimizer { get; } = new("GLIA067", Family.Optimization, "optimizer ill suited",
        "Another optimizer at its usual setting learns much faster here.",
        "Adam at 0.001.",
        Explains: "S02 S08");

    /// <summary>An epsilon, momentum or decay makes the effective step vanish or jump.</summary>
    public static Fault OptimizerSettings { get; } = new("GLIA068", Family.Optimization, "optimizer setting that stops or shakes training",
        "An epsilon, momentum or decay makes the effective step vanish or jump.",
        "Epsilon 1e-7, momentum 0.9, slower decay.",
        Explains: "065 066 S04 S05 S07 S08 S21");

    /// <summary>Nearly every step is clipped, so the clip sets the step size.</summary>
    public static Fault ClipTooLow { get; } = new("GLIA069", Family.Optimization, "gradients clipped too low",
        "Nearly every step is clipped, so the clip sets the step size.",
        "Raise the clip or remove it.",
        Explains: "066 S03 S08 S21");

    /// <summary>A parameter has a gradient and does not move.</summary>
    public static Fault ParameterNeverUpdated { get; } = new("GLIA071", Family.Optimization, "parameter never updated",
        "A parameter has a gradient and does not move.",
        "Register the parameter with the optimizer and call its step.",
        Explains: "S03 S08 S20 S21");

    /// <summary>The batch leaves too few updates an epoch, or makes each one too noisy.</summary>
    public static Fault UnsuitableBatchSize { get; } = new("GLIA072", Family.Optimization, "unsuitable batch size",
        "The batch leaves too few updates an epoch, or makes each one too noisy.",
        "16 to 256 rows, at least ten updates an epoch.",
        Explains: "S07 S08");

    /// <summary>Training ended while the loss was still falling.</summary>
    public static Fault StoppedTooEarly { get; } = new("GLIA073", Family.Optimization, "too few epochs",
        "Training ended while the loss was still falling.",
        "Train until the validation loss no longer improves.",
        Explains: "S08 S09 S27");

    /// <summary>Nothing is held out, so overfitting cannot be seen.</summary>
    public static Fault NoValidation { get; } = new("GLIA074", Family.Optimization, "no validation data",
        "Nothing is held out, so overfitting cannot be seen.",
        "Hold out 10 to 20 % of the rows.");
}
