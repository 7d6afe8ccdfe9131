namespace Glia.Doctor.Findings;

/// <summary>The moments of training that a finding can point at.</summary>
internal static class Phases
{
    /// <summary>The arrays before any network sees them.</summary>
    public const string Data = "data";

    /// <summary>What was asked for: layers, loss, optimizer.</summary>
    public const string Specification = "specification";

    /// <summary>The weights before the first step.</summary>
    public const string Initialization = "initialization";

    /// <summary>Inputs to outputs.</summary>
    public const string Forward = "forward";

    /// <summary>Outputs to one number.</summary>
    public const string Loss = "loss";

    /// <summary>The loss' gradient, layers in reverse.</summary>
    public const string Backward = "backward";

    /// <summary>Gradients to new weights.</summary>
    public const string Update = "update";

    /// <summary>The steps of a run taken together.</summary>
    public const string Training = "training";

    /// <summary>Predictions and metrics.</summary>
    public const string Evaluation = "evaluation";
}
