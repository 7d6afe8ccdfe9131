using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>While training, adds normally distributed noise of mean 0 to its inputs. In evaluation it changes nothing.</summary>
public sealed class GaussianNoise : Layer
{
    /// <summary>A noise layer.</summary>
    /// <param name="stddev">Standard deviation of the noise, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is below zero or not finite.</exception>
    public GaussianNoise(float stddev)
    {
        if (!(stddev >= 0) || float.IsInfinity(stddev)) throw new ArgumentOutOfRangeException(nameof(stddev), stddev,
            "A standard deviation is zero or more.");
        StandardDeviation = stddev;
    }

    /// <summary>Standard deviation of the noise: Keras' <c>stddev</c>.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool OnlyInTraining => true;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Overwrites;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (pass.Training)
            RandomFill.AddNormal(pass.Input.Values, pass.Output.Values, StandardDeviation, pass.Random.Seed, pass.Random.Step,
                (int)pass.Random.Lane, pass.Random.First(InputShape.Size));
        else if (pass.Input.Values != pass.Output.Values)
            pass.Input.Values.CopyTo(pass.Output.Values);
    }

    /// <inheritdoc/>
    /// <remarks>The noise does not depend on the input, so the gradient passes as it is.</remarks>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty && pass.OutputGradient.Values != pass.InputGradient.Values)
            pass.OutputGradient.Values.CopyTo(pass.InputGradient.Values);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["stddev"] = StandardDeviation };

    internal static GaussianNoise FromConfig(ConfigReader config)
    {
        config.Ignore("seed");
        // sigma is Keras 1's word.
        string key = config.Spelled("stddev", "sigma");
        if (!config.Has(key)) throw config.Wrong(key, "the standard deviation of the noise, for example 0.1");
        float deviation = config.Single(key, 0);
        return deviation >= 0 ? new GaussianNoise(deviation) : throw config.Wrong(key, "zero or more");
    }
}
