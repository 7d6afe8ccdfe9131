using Glia.Kernels;

namespace Glia.Doctor.Monitoring;

/// <summary>What one parameter does during a run, from the sums the optimizer has anyway.</summary>
internal sealed class ParameterTrack
{
    private readonly LogHistogram _ratios = new(), _gradients = new(), _penalties = new();

    internal ParameterTrack(Parameter parameter) => Parameter = parameter;

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Median over the steps of the root mean square of the change divided by that of the weights; healthy is near 1e-3.</summary>
    public double UpdateRatio => _ratios.Median();

    /// <summary>The largest such ratio of any step that was counted: what a single step did at worst.</summary>
    public double PeakUpdateRatio { get; private set; }

    /// <summary>Median over the steps of the gradient's Euclidean norm.</summary>
    public double GradientNorm => _gradients.Median();

    /// <summary>Median of the norm of the penalty's pull divided by that of the data's gradient; NaN without a penalty.</summary>
    public double PenaltyRatio => _penalties.Median();

    /// <summary>The gradient's norm in the first step that was counted.</summary>
    public double FirstGradientNorm { get; private set; } = double.NaN;

    /// <summary>Whether any weight differs from its first value by a single bit.</summary>
    public bool Changed { get; internal set; }

    internal void Add(StepSums sums, double clip, ref bool clipped)
    {
        double gradient = Math.Sqrt(sums.Gradients);
        if (double.IsNaN(FirstGradientNorm)) FirstGradientNorm = gradient;
        // A bias that starts at zero has no size to compare with.
        if (sums.Weights > 0)
        {
            double ratio = Math.Sqrt(sums.Changes / sums.Weights);
            _ratios.Add(ratio);
            PeakUpdateRatio = Math.Max(PeakUpdateRatio, ratio);
        }
        _gradients.Add(gradient);
        if (!Parameter.Regularizer.IsNone && gradient > 0)
            _penalties.Add((Parameter.Regularizer.L1 * Math.Sqrt(Parameter.Shape.Size)
                + 2 * Parameter.Regularizer.L2 * Math.Sqrt(sums.Weights)) / gradient);
        clipped |= gradient > clip;
    }
}
