using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;

namespace Glia.Checking;

/// <summary>
/// Holds a backward pass against central differences of the forward pass: for layers, activations and losses of one's own, in a test or
/// before the
/// first training.
/// </summary>
/// <remarks>
/// Forward passes compute in float32, so a difference is good to three or four digits; that is what <see cref="Tolerance"/> allows for.
/// Differences
/// are taken over two widths and extrapolated (Richardson), summed in float64. Where the two widths disagree, as at a kink, a number is
/// left out and
/// counted as <see cref="GradientReport.Undecided"/>.
/// </remarks>
public static class GradientCheck
{
    /// <summary>
    /// The part by which a gradient may differ from the difference quotient, relative to the number or the typical size of its array.
    /// </summary>
    public const double Tolerance = 5e-3;

    /// <summary>The most numbers of one array that are compared; of a larger one that many are drawn.</summary>
    public const int MostNumbers = 400;

    /// <summary>Checks a layer on inputs drawn from a normal distribution, as in training: dropout drops, batch statistics count.</summary>
    /// <param name="layer">A new layer; it belongs to the check from then on.</param>
    /// <param name="input">The size of one sample.</param>
    /// <param name="rows">Samples of the batch.</param>
    /// <param name="seed">Decides weights, inputs and what is drawn. Weights are moved off their start by up to a tenth: at 0 and 1
    /// mistakes hide.</param>
    /// <param name="tolerance">The part by which a gradient may differ.</param>
    /// <exception cref="GliaException">The layer cannot take such an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is less than 1.</exception>
    public static GradientReport Of(Layer layer, Shape input, int rows = 4, ulong seed = 1, double tolerance = Tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var network = new Network(input, [layer], seed);
        foreach (Parameter parameter in network.Parameters.Where(p => p.IsWeight))
        {
            var moved = new float[parameter.Shape.Size];
            RandomFill.Uniform(moved, -0.1f, 0.1f, seed, (ulong)parameter.Index);
            Span<float> weights = network.Weights[parameter];
            for (int i = 0; i < moved.Length; i++) weights[i] += moved[i];
        }
        Tensor inputs = Tensor.Allocate(input, rows);
        if (layer.IndexCount is { } count) Indices(inputs.Values, count, seed);
        else RandomFill.Normal(inputs.Values, 0, 1, seed, ulong.MaxValue);
        return Of(network, layer, inputs, seed, tolerance);
    }

    /// <summary>
    /// Checks one layer at its place in a network, with its weights, on what it is given there. Network and weights stay as they are.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">One of its layers.</param>
    /// <param name="inputs">Samples for the network, as it takes them.</param>
    /// <param name="seed">Decides what dropout drops and which numbers are drawn.</param>
    /// <param name="tolerance">The part by which a gradient may differ.</param>
    /// <param name="most">The most numbers of one array that are compared.</param>
    /// <exception cref="GliaException">The layer is none of this network, or a sample has another size.</exception>
    public static GradientReport Of(
        Network network, Layer layer, in Tensor inputs, ulong seed = 1, double tolerance = Tolerance, int most = MostNumbers)
    {
        HashSet<Layer> own = layer is Container container ? [.. container.Leaves] : [layer];
        if (!network.Layers.Any(own.Contains)) throw new GliaException($"'{layer.Name}' is no layer of this network; give one of its own.");
        network.RequireSamples(inputs.Shape, "but the samples have", "; give samples as the network takes them.");
        var report = new GradientReport($"layer '{layer.Name}' ({layer.ClassName})", network.InputShape, inputs.Rows);
        // Forward passes of layers may change statistics, so weights are the check's own.
        var weights = new ParameterBlock(network.Parameters);
        weights.CopyFrom(network.Weights);
        Tensor x = inputs.As(network.InputShape);
        var outputs = new Tensor[network.Stages.Length];
        int last = Array.FindLastIndex(network.Stages, stage => own.Contains(stage.Owner));
        for (int place = 0; place <= last; place++)
        {
            Stage stage = network.Stages[place];
            Tensor[] taken = Array.ConvertAll(stage.Inputs, from => from == Wire.OfInput ? x : outputs[from]);
            for (int asked = 0; own.Contains(stage.Owner) && asked < taken.Length; asked++)
                StageCheck.Check(new StageRun(stage, weights, taken, seed, asked), report, tolerance, most, seed);
            outputs[place] = new StageRun(stage, weights, taken, seed).Forward();
        }
        return report;
    }

    /// <summary>Checks an activation on numbers drawn from a normal distribution of standard deviation 2.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="shape">The size of one sample; an activation over a row, as softmax, sees its last dimension.</param>
    /// <param name="rows">Samples of the batch.</param>
    /// <param name="seed">Decides the numbers.</param>
    /// <param name="tolerance">The part by which a gradient may differ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is less than 1.</exception>
    public static GradientReport Of(ActivationFunction activation, Shape shape, int rows = 8, ulong seed = 1, double tolerance = Tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var step = new Activation(activation);
        var network = new Network(shape, [step], seed);
        Tensor inputs = Tensor.Allocate(shape, rows);
        RandomFill.Normal(inputs.Values, 0, 2, seed, ulong.MaxValue);
        var report = new GradientReport($"activation '{activation.Name}'", shape, rows);
        StageCheck.Check(new StageRun(network.Stages[0], network.Weights, [inputs], seed), report, tolerance, MostNumbers, seed);
        return report;
    }

    /// <summary>Checks a loss on targets that it can compare.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="targets">One target a row, as a data set has them: one-hot rows, class numbers, values.</param>
    /// <param name="output">The size of one output of the network.</param>
    /// <param name="outputs">
    /// The outputs, row by row; drawn between 0.1 and 0.9 if null, which are values, probabilities and logits alike.
    /// </param>
    /// <param name="seed">Decides the outputs where they are drawn.</param>
    /// <param name="tolerance">The part by which a gradient may differ.</param>
    /// <exception cref="GliaException">The loss cannot compare such targets with such an output.</exception>
    public static GradientReport Of(
        Loss loss, Targets targets, Shape output, float[]? outputs = null, ulong seed = 1, double tolerance = Tolerance)
    {
        loss.Check(targets, output);
        if (targets.Rows == 0) throw new GliaException("A loss is checked on at least one target.");
        int needed = targets.Rows * output.Size;
        outputs ??= Drawn(needed, seed);
        if (outputs.Length != needed)
            throw new GliaException($"{targets.Rows} targets need {needed} outputs, {output.Spoken} each, but there are {outputs.Length}.");
        return LossCheck.Check(loss, targets, new Tensor([.. outputs], 0, output, targets.Rows), tolerance, seed);
    }

    // Numbers of rows of a table, each as likely.
    private static void Indices(Span<float> inputs, int count, ulong seed)
    {
        RandomFill.Uniform(inputs, 0, count, seed, ulong.MaxValue);
        for (int i = 0; i < inputs.Length; i++) inputs[i] = MathF.Min(count - 1, MathF.Floor(inputs[i]));
    }

    private static float[] Drawn(int count, ulong seed)
    {
        var numbers = new float[count];
        RandomFill.Uniform(numbers, 0.1f, 0.9f, seed, 0);
        return numbers;
    }
}
