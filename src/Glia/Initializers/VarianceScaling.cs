using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>Which connections a variance-scaling initializer counts.</summary>
public enum FanMode
{
    /// <summary>Inputs of a unit.</summary>
    FanIn,

    /// <summary>Mean of inputs and outputs.</summary>
    FanAverage,

    /// <summary>Outputs of a unit's inputs.</summary>
    FanOut,
}

/// <summary>What a variance-scaling initializer draws from.</summary>
public enum ScaledDistribution
{
    /// <summary>A normal distribution cut off at two standard deviations, widened so that the variance is right after the cut.</summary>
    TruncatedNormal,

    /// <summary>A normal distribution as it is.</summary>
    UntruncatedNormal,

    /// <summary>A uniform distribution around zero.</summary>
    Uniform,
}

/// <summary>
/// Random start whose variance is <c>scale / fan</c>, so that signals keep their size from layer to layer: Glorot and Bengio (AISTATS
/// 2010), He et al. (ICCV 2015), LeCun et al. ("Efficient BackProp", 1998). Normal variants are cut off at two standard deviations and
/// widened so that the variance is right after the cut, as Keras does.
/// </summary>
public sealed class VarianceScaling : Initializer
{
    // Standard deviation of a standard normal cut off at +-2.
    private const double TruncatedDeviation = 0.87962566103423978;

    private readonly double _scale;
    private readonly FanMode _mode;
    private readonly ScaledDistribution _distribution;
    private readonly bool _named;

    /// <summary>Keras' <c>VarianceScaling</c> with its defaults.</summary>
    /// <param name="scale">The variance times the fan, above zero.</param>
    /// <param name="mode">Which connections count as the fan.</param>
    /// <param name="distribution">What is drawn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above zero.</exception>
    public VarianceScaling(double scale = 1, FanMode mode = FanMode.FanIn,
        ScaledDistribution distribution = ScaledDistribution.TruncatedNormal)
    {
        if (!(scale > 0) || double.IsInfinity(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale,
            "The scale of a variance is above zero.");
        (Name, _scale, _mode, _distribution) = ("variance_scaling", scale, mode, distribution);
    }

    private VarianceScaling(string name, double scale, FanMode mode, bool uniform)
        : this(scale, mode, uniform ? ScaledDistribution.Uniform : ScaledDistribution.TruncatedNormal)
    {
        Name = name;
        _named = true;
    }

    /// <summary>Keras' default for kernels: uniform within <c>sqrt(6 / (in + out))</c>.</summary>
    public static VarianceScaling GlorotUniform { get; } = new("glorot_uniform", 1, FanMode.FanAverage, true);

    /// <summary>Normal with variance <c>2 / (in + out)</c>.</summary>
    public static VarianceScaling GlorotNormal { get; } = new("glorot_normal", 1, FanMode.FanAverage, false);

    /// <summary>For ReLU: uniform within <c>sqrt(6 / in)</c>.</summary>
    public static VarianceScaling HeUniform { get; } = new("he_uniform", 2, FanMode.FanIn, true);

    /// <summary>For ReLU: normal with variance <c>2 / in</c>.</summary>
    public static VarianceScaling HeNormal { get; } = new("he_normal", 2, FanMode.FanIn, false);

    /// <summary>For SELU: uniform within <c>sqrt(3 / in)</c>.</summary>
    public static VarianceScaling LecunUniform { get; } = new("lecun_uniform", 1, FanMode.FanIn, true);

    /// <summary>For SELU: normal with variance <c>1 / in</c>.</summary>
    public static VarianceScaling LecunNormal { get; } = new("lecun_normal", 1, FanMode.FanIn, false);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override JsonObject Config() => _named ? [] : new()
    {
        ["scale"] = _scale,
        ["mode"] = _mode switch { FanMode.FanIn => "fan_in", FanMode.FanOut => "fan_out", _ => "fan_avg" },
        ["distribution"] = _distribution switch
        {
            ScaledDistribution.Uniform => "uniform",
            ScaledDistribution.UntruncatedNormal => "untruncated_normal",
            _ => "truncated_normal",
        },
    };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        double deviation = Math.Sqrt(Variance(shape));
        switch (_distribution)
        {
            case ScaledDistribution.Uniform:
                float limit = (float)(Math.Sqrt(3) * deviation);
                RandomFill.Uniform(values, -limit, limit, draw.Seed, (ulong)draw.Parameter);
                break;
            case ScaledDistribution.UntruncatedNormal:
                RandomFill.Normal(values, 0, (float)deviation, draw.Seed, (ulong)draw.Parameter);
                break;
            default:
                RandomFill.TruncatedNormal(values, 0, (float)(deviation / TruncatedDeviation), draw.Seed, (ulong)draw.Parameter);
                break;
        }
    }

    /// <summary>The variance of the numbers of a parameter of this shape.</summary>
    /// <param name="shape">Of the weights: <c>[in, out]</c>, or height, width, in and out of a convolution.</param>
    public double Variance(Shape shape)
    {
        var (fanIn, fanOut) = Fans(shape);
        return _scale / (_mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2.0 });
    }
}
