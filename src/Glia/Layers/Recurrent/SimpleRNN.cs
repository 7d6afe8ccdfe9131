using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A recurrent layer without gates (Elman, 1990): <c>h = activation(x W + h' U + b)</c>, with <c>W</c> of <c>[features, units]</c> and
/// <c>U</c> of <c>[units, units]</c>. Sequences of more than some ten steps are better read by an <see cref="LSTM"/> or a
/// <see cref="GRU"/>, whose gradients do not vanish as fast.
/// </summary>
public sealed class SimpleRNN : RecurrentLayer
{
    /// <summary>A layer with Keras' settings and defaults.</summary>
    /// <param name="units">Numbers of the state.</param>
    /// <param name="activation">The activation of the cell; tanh by default. Keras' name will do.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="kernelInitializer">How the weights of the inputs start; Glorot-uniform by default.</param>
    /// <param name="recurrentInitializer">How the weights of the state start; orthogonal by default.</param>
    /// <param name="biasInitializer">How the bias starts; zeros by default.</param>
    /// <param name="kernelRegularizer">A penalty on the weights of the inputs.</param>
    /// <param name="recurrentRegularizer">A penalty on the weights of the state.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <param name="dropout">The share of the features that is set to zero while training, the same ones at every step of a sample.</param>
    /// <param name="recurrentDropout">The share of the state that its own sums do not see while training, the same units at every step of a
    /// sample (Gal and Ghahramani, NeurIPS 2016).</param>
    /// <param name="returnSequences">Whether the state after every step comes out, and not the last one alone.</param>
    /// <param name="goBackwards">Whether the sequence is read from its end.</param>
    /// <exception cref="ArgumentException">There is no unit, a dropout is not in [0, 1), or an activation is no function of each
    /// number.</exception>
    public SimpleRNN(int units, ActivationFunction? activation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null, Regularizer kernelRegularizer = default, Regularizer recurrentRegularizer = default,
        Regularizer biasRegularizer = default, float dropout = 0, bool returnSequences = false, bool goBackwards = false,
        float recurrentDropout = 0)
        : this(units, RecurrentOptions.Of(activation, null, useBias, kernelInitializer, recurrentInitializer,
            biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, dropout, recurrentDropout, returnSequences,
            goBackwards))
    {
    }

    private SimpleRNN(int units, RecurrentOptions options) : base(units, options) { }

    private protected override RecurrentCell Cell() => CellFactory.Simple(CellActivation);

    internal static SimpleRNN FromConfig(ConfigReader config)
    {
        (int units, RecurrentOptions options) = RecurrentOptions.Read(config, gates: false);
        return new SimpleRNN(units, options);
    }

    internal static SimpleRNN FromTorch(ConfigReader config)
    {
        string activation = config.Text("nonlinearity", "tanh");
        if (activation is not ("tanh" or "relu")) throw config.Wrong("nonlinearity", "\"tanh\" or \"relu\"");
        (int units, RecurrentOptions options) = RecurrentOptions.ReadTorch(config, activation, gates: false);
        return new SimpleRNN(units, options);
    }
}
