using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// The gated recurrent unit (Cho et al., EMNLP 2014) with its reset gate after the product, as Keras' <c>reset_after</c>: z and r =
/// recurrentActivation of their sums, <c>n = activation(x W + b + r (h' U + b'))</c>, <c>h = z h' + (1 - z) n</c>, with <c>W</c> of
/// <c>[features, 3 units]</c>, <c>U</c> of <c>[units, 3 units]</c> and a bias of <c>[2, 3 units]</c>, for the inputs and for the state, in
/// Keras' order z, r, h. PyTorch's order is r, z, n: exchange the first two blocks of its weights and biases, and rows and columns of its
/// matrices.
/// </summary>
public sealed class GRU : RecurrentLayer
{
    /// <summary>A layer with Keras' settings and defaults.</summary>
    /// <param name="units">Numbers of the state.</param>
    /// <param name="activation">The activation of the cell; tanh by default. Keras' name will do.</param>
    /// <param name="recurrentActivation">The activation of the gates; sigmoid by default.</param>
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
    public GRU(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null, Regularizer kernelRegularizer = default, Regularizer recurrentRegularizer = default,
        Regularizer biasRegularizer = default, float dropout = 0, bool returnSequences = false, bool goBackwards = false,
        float recurrentDropout = 0)
        : this(units, RecurrentOptions.Of(activation, recurrentActivation ?? "sigmoid", useBias, kernelInitializer, recurrentInitializer,
            biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, dropout, recurrentDropout, returnSequences,
            goBackwards))
    {
    }

    private GRU(int units, RecurrentOptions options) : base(units, options) { }

    /// <summary>The activation of the gates.</summary>
    public ActivationFunction RecurrentActivation => GateActivation!;

    // One row for the sums of the inputs and one for those of the state.
    private protected override Shape BiasShape(int sums) => new(2, sums * Units);

    private protected override RecurrentCell Cell() => CellFactory.Gru(CellActivation, RecurrentActivation);

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        JsonObject config = base.Config();
        config["reset_after"] = true;
        return config;
    }

    internal static GRU FromConfig(ConfigReader config)
    {
        if (!config.Flag("reset_after", true))
            throw config.Wrong("reset_after", "true: the reset gate acts after the product, as in Keras' default and in PyTorch");
        (int units, RecurrentOptions options) = RecurrentOptions.Read(config, gates: true);
        return new GRU(units, options);
    }

    internal static GRU FromTorch(ConfigReader config)
    {
        (int units, RecurrentOptions options) = RecurrentOptions.ReadTorch(config, "tanh", gates: true);
        return new GRU(units, options);
    }
}
