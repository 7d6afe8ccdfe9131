using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>Which connections a variance-scaling initializer counts.</summary>
public enum FanMode
{
    /// <summary>Inputs of a unit.</summary>
    FanIn,

    /// <summary>Mean of inputs and outputs.</summary>
    FanAverage,
}

/// <summary>
/// Random start whose variance is <c>scale / fan</c>, so that signals keep their size from layer to layer: Glorot and Bengio (AISTATS 2010),
/// He et al. (ICCV 2015), LeCun et al. ("Efficient BackProp", 1998). Normal variants are cut off at two standard deviations and widened so that
/// the variance is right after the cut, as Keras does.
/// </summary>
public sealed class VarianceScaling : Initializer
{
    // Standard deviation of a standard normal cut off at +-2.
    private const double TruncatedDeviation = 0.87962566103423978;

    private readonly double _scale;
    private readonly FanMode _mode;
    private readonly bool _uniform;

    private VarianceScaling(string name, double scale, FanMode mode, bool uniform)
    {
        Name = name;
        _scale = scale;
        _mode = mode;
        _uniform = uniform;
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
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        double variance = Variance(shape);
        if (_uniform)
        {
            float limit = (float)Math.Sqrt(3 * variance);
            RandomFill.Uniform(values, -limit, limit, draw.Seed, (ulong)draw.Parameter);
        }
        else
        {
            RandomFill.TruncatedNormal(values, 0, (float)(Math.Sqrt(variance) / TruncatedDeviation), draw.Seed, (ulong)draw.Parameter);
        }
    }

    /// <summary>The variance of the numbers of a parameter of this shape.</summary>
    public double Variance(Shape shape)
    {
        var (fanIn, fanOut) = Fans(shape);
        return _scale / (_mode == FanMode.FanIn ? fanIn : (fanIn + fanOut) / 2.0);
    }
}
