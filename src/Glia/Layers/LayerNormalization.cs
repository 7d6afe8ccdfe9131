using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Gives the features of every position of every sample (the last dimension) mean 0 and variance 1, then scales and shifts them by trained
/// numbers (Ba, Kiros and Hinton, 2016). Each row is normalised by itself, in training as in use. Defaults are Keras'.
/// </summary>
/// <param name="epsilon">Added to the variance before its root is taken.</param>
/// <param name="center">Whether a trained <c>beta</c> is added.</param>
/// <param name="scale">Whether a trained <c>gamma</c> is multiplied.</param>
public sealed class LayerNormalization(float epsilon = 1e-3f, bool center = true, bool scale = true) : Layer
{
    private Parameter? _gamma, _beta;

    /// <summary>Added to the variance before its root is taken.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool Normalizes => true;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        _gamma = scale ? builder.Weight("gamma", input.Last, Constant.Ones) : null;
        _beta = center ? builder.Weight("beta", input.Last, Constant.Zeros) : null;
        // Mean and 1/sqrt(variance + epsilon) of each position.
        builder.SavedPerRow = 2 * (input.Size / input.Last);
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        int positions = pass.Rows * (InputShape.Size / InputShape.Last);
        Span<float> beta = _beta is null ? default : pass.Weight(_beta);
        RowNormalization.Forward(pass.Input.Values, pass.Output.Values, InputShape.Last, Gamma(pass), beta, Epsilon,
            pass.Saved[..positions], pass.Saved.Slice(positions, positions));
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        int positions = pass.Rows * (InputShape.Size / InputShape.Last);
        Span<float> below = pass.InputGradient.IsEmpty ? default : pass.InputGradient.Values;
        RowNormalization.Backward(pass.Input.Values, pass.OutputGradient.Values, below, InputShape.Last, Gamma(pass),
            pass.Saved[..positions], pass.Saved.Slice(positions, positions),
            _gamma is null ? default : pass.Gradient(_gamma), _beta is null ? default : pass.Gradient(_beta));
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["epsilon"] = Epsilon, ["center"] = center, ["scale"] = scale };

    internal static LayerNormalization FromConfig(ConfigReader config)
    {
        config.RequireLastAxis();
        if (config.Flag("rms_scaling", false)) throw config.Wrong("rms_scaling", "false");
        config.Refuse("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint");
        config.Ignore("beta_initializer", "gamma_initializer");
        return new LayerNormalization(config.Single("epsilon", 1e-3f), config.Flag("center", true), config.Flag("scale", true));
    }

    private Span<float> Gamma(in Pass pass) => _gamma is null ? default : pass.Weight(_gamma);
}
