using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>A mistake found in the gradients of one layer.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Parameter"><c>grad_w2</c>.</param>
/// <param name="Fault">Its name.</param>
/// <param name="Says">What the code does.</param>
/// <param name="Error">How far the gradient is from the derivative of the loss, relatively.</param>
/// <param name="Grade">How sure the reading is.</param>
internal sealed record GradientHit(int Layer, string Parameter, Fault Fault, string Says, double Error, Grade Grade)
{
    /// <summary>More about it, in numbers.</summary>
    public string Detail { get; init; } = "";

    public Severity Severity { get; init; } = Severity.Error;
}
