using Glia.Kernels;

namespace Glia.Doctor.Monitoring;

/// <summary>What one parameter does during a run, from the sums the optimizer has anyway.</summary>
internal sealed class ParameterTrack
{
    private readonly LogHistogram _ratios = new(), _gradients = new();

    internal ParameterTrack(Parameter parameter) => Parameter = parameter;

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Median over the steps of the root mean square of the change divided by that of the weights; healthy is near 1e-3.</summary>
    public double UpdateRatio => _ratios.Median();

    /// <summary>The largest such ratio of any step that was counted: what a single step did at worst.</summary>
    public double PeakUpdateRatio { get; private set; }

    /// <summary>Median over the steps of the gradient's Euclidean norm.</summary>
    public double GradientNorm => _gradients.Median();

    /// <summary>Whether any weight differs from its first value by a single bit.</summary>
    public bool Changed { get; internal set; }

    /// <summary>That no step changed it, in words.</summary>
    internal string Still(long steps) => $"{Parameter.FullName} is the same to the last bit after {steps:N0} steps.";

    internal void Add(StepSums sums)
    {
        _gradients.Add(Math.Sqrt(sums.Gradients));
        // A bias that starts at zero has no size to compare with.
        if (sums.Weights <= 0) return;
        double ratio = Math.Sqrt(sums.Changes / sums.Weights);
        _ratios.Add(ratio);
        PeakUpdateRatio = Math.Max(PeakUpdateRatio, ratio);
    }
}
