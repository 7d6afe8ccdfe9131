using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// The long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate: Gers, Schmidhuber and Cummins, 2000): gates i, f, o =
/// recurrentActivation of their sums, <c>c = f c' + i activation(sum)</c>, <c>h = o activation(c)</c>, the sums <c>x W + h' U + b</c> with
/// <c>W</c> of <c>[features, 4 units]</c>, <c>U</c> of <c>[units, 4 units]</c> and <c>b</c> of <c>4 units</c>, in Keras' order i, f, c,
/// o. That is PyTorch's order as well: its <c>weight_ih</c> and <c>weight_hh</c> are these matrices with rows and columns exchanged, and
/// its two biases are added up.
/// </summary>
public sealed class LSTM : RecurrentLayer
{
    private readonly Initializer _biasStart;

    /// <summary>A layer with Keras' settings and defaults.</summary>
    /// <param name="units">Numbers of the state.</param>
    /// <param name="activation">The activation of the cell; tanh by default. Keras' name will do.</param>
    /// <param name="recurrentActivation">The activation of the gates; sigmoid by default.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="unitForgetBias">Whether the bias of the forget gate starts at 1 (Jozefowicz, Zaremba and Sutskever, ICML 2015).</param>
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
    public LSTM(int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        bool unitForgetBias = true, Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null, Regularizer kernelRegularizer = default, Regularizer recurrentRegularizer = default,
        Regularizer biasRegularizer = default, float dropout = 0, bool returnSequences = false, bool goBackwards = false,
        float recurrentDropout = 0)
        : this(units, RecurrentOptions.Of(activation, recurrentActivation ?? "sigmoid", useBias, kernelInitializer, recurrentInitializer,
            biasInitializer, kernelRegularizer, recurrentRegularizer, biasRegularizer, dropout, recurrentDropout, returnSequences,
            goBackwards),
            unitForgetBias)
    {
    }

    private LSTM(int units, RecurrentOptions options, bool unitForgetBias) : base(units, options)
    {
        UnitForgetBias = unitForgetBias;
        _biasStart = unitForgetBias ? new OnesToForget(options.BiasInitializer, units) : options.BiasInitializer;
    }

    /// <summary>Whether the bias of the forget gate starts at 1.</summary>
    public bool UnitForgetBias { get; }

    /// <summary>The activation of the gates.</summary>
    public ActivationFunction RecurrentActivation => GateActivation!;

    private protected override Initializer BiasStart => _biasStart;

    private protected override RecurrentCell Cell() => CellFactory.Lstm(CellActivation, RecurrentActivation);

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        JsonObject config = base.Config();
        config["unit_forget_bias"] = UnitForgetBias;
        return config;
    }

    internal static LSTM FromConfig(ConfigReader config)
    {
        bool forget = config.Flag("unit_forget_bias", true);
        (int units, RecurrentOptions options) = RecurrentOptions.Read(config, gates: true);
        return new LSTM(units, options, forget);
    }

    internal static LSTM FromTorch(ConfigReader config)
    {
        (int units, RecurrentOptions options) = RecurrentOptions.ReadTorch(config, "tanh", gates: true);
        return new LSTM(units, options, unitForgetBias: false);
    }

    // Keras' unit_forget_bias: the second block of the bias.
    private sealed class OnesToForget(Initializer others, int units) : Initializer
    {
        public override string Name => others.Name;

        public override JsonObject Config() => others.Config();

        public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
        {
            others.Fill(values, shape, draw);
            values.Slice(units, units).Fill(1);
        }
    }
}
