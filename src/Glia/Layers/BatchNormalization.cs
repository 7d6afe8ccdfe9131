using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Gives every feature (the last dimension) mean 0 and variance 1 over the batch, then scales and shifts it by trained numbers
/// (Ioffe and Szegedy, ICML 2015). Evaluation uses running averages kept while training. Defaults are Keras'.
/// </summary>
/// <param name="momentum">The share of a running average that is kept at each step.</param>
/// <param name="epsilon">Added to the variance before its root is taken.</param>
/// <param name="center">Whether a trained <c>beta</c> is added.</param>
/// <param name="scale">Whether a trained <c>gamma</c> is multiplied.</param>
public sealed class BatchNormalization(float momentum = 0.99f, float epsilon = 1e-3f, bool center = true, bool scale = true) : Layer
{
    private Parameter? _gamma, _beta;
    private Parameter _movingMean = null!, _movingVariance = null!;

    /// <summary>The share of a running average that is kept at each step.</summary>
    public float Momentum { get; } = momentum;

    /// <inheritdoc/>
    public override float? StatisticsMomentum => Momentum;

    /// <summary>Added to the variance before its root is taken.</summary>
    public float Epsilon { get; } = epsilon;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool Normalizes => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        int features = input.Last;
        _gamma = scale ? builder.Weight("gamma", features, Constant.Ones) : null;
        _beta = center ? builder.Weight("beta", features, Constant.Zeros) : null;
        _movingMean = builder.Statistic("moving_mean", features, Constant.Zeros);
        _movingVariance = builder.Statistic("moving_variance", features, Constant.Ones);
        // Mean and 1/sqrt(variance + epsilon) of the batch; and the gradients of gamma and beta,
        // which that of the input needs where there is no such parameter.
        builder.Saved = 4 * features;
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        int features = InputShape.Last;
        Span<float> gamma = _gamma is null ? default : pass.Weight(_gamma);
        Span<float> beta = _beta is null ? default : pass.Weight(_beta);
        Span<float> mean = pass.Weight(_movingMean), variance = pass.Weight(_movingVariance);
        // A frozen layer uses its running averages even while the rest trains, as in Keras.
        if (pass.Training && Trainable)
        {
            Kernels.ColumnNormalization.Forward(pass.Workers, pass.Input.Values, pass.Output.Values, features, gamma, beta, mean, variance,
                Momentum, Epsilon, pass.Saved[..features], pass.Saved.Slice(features, features));
        }
        else
        {
            Kernels.ColumnNormalization.Infer(pass.Workers, pass.Input.Values, pass.Output.Values, features, gamma, beta, mean, variance,
                Epsilon);
        }
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        int features = InputShape.Last;
        Span<float> gamma = _gamma is null ? default : pass.Weight(_gamma);
        Span<float> gammaGradient = _gamma is null ? pass.Saved.Slice(2 * features, features) : pass.Gradient(_gamma);
        Span<float> betaGradient = _beta is null ? pass.Saved.Slice(3 * features, features) : pass.Gradient(_beta);
        Span<float> inputGradient = pass.InputGradient.IsEmpty ? default : pass.InputGradient.Values;
        if (Trainable)
        {
            Kernels.ColumnNormalization.Backward(pass.Workers, pass.Input.Values, pass.OutputGradient.Values, inputGradient, features,
                gamma, pass.Saved[..features], pass.Saved.Slice(features, features), gammaGradient, betaGradient);
            return;
        }
        // Frozen: the forward pass used the running averages, which do not depend on the batch, and nothing here learns.
        gammaGradient.Clear();
        betaGradient.Clear();
        if (!inputGradient.IsEmpty) Kernels.ColumnNormalization.InferBackward(pass.Workers, pass.OutputGradient.Values,
            inputGradient, features, gamma, pass.Weight(_movingVariance), Epsilon);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["momentum"] = Momentum, ["epsilon"] = Epsilon, ["center"] = center, ["scale"] = scale };

    internal static BatchNormalization FromConfig(ConfigReader config)
    {
        if (config.Has("axis") && config.Node("axis")!.ToJsonString() is not ("-1" or "[-1]"))
            throw config.Wrong("axis", "-1, the last dimension (channels last)");
        config.Refuse("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint", "synchronized");
        config.Ignore("beta_initializer", "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer");
        return new BatchNormalization(config.Single("momentum", 0.99f), config.Single("epsilon", 1e-3f), config.Flag("center", true),
            config.Flag("scale", true));
    }
}
