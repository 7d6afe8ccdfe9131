namespace Glia.Doctor.Traces;

/// <summary>How far a step of a copy goes.</summary>
/// <param name="Multiple">What the gradient that is summed over the recorded batch is multiplied with.</param>
/// <param name="Decay">What is taken off the weights besides.</param>
internal readonly record struct StepSize(double Multiple, WeightDecay Decay)
{
    /// <summary>A step so many times as long.</summary>
    public StepSize Times(double times) => new(Multiple * times, Decay.Times(times));
}
