using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;

namespace Glia.Doctor.Facts;

/// <summary>
/// What one block does to the signal before the first step. Spread: root mean square over the units of the deviation between samples.
/// </summary>
/// <param name="Block">The block.</param>
/// <param name="Before">Spread of its sums; NaN where the layer has not one kernel.</param>
/// <param name="After">Spread of what the next block gets.</param>
/// <param name="Gain">The <see cref="Facts.Gain"/> of its kernel; NaN where the layer has not one.</param>
/// <param name="Dead">Units that give 0 for every sample, at every position.</param>
/// <param name="Units">Units; of a convolution its filters.</param>
/// <param name="Largest">The largest absolute value it gives; infinite if one is not finite.</param>
/// <param name="Bias">Mean of its biases; 0 without.</param>
internal sealed record BlockSignal(Block Block, double Before, double After, double Gain, int Dead, int Units, double Largest, double Bias);

/// <summary>
/// One forward and backward pass of a copy of the network over a few training rows, without dropout: the state before the first step.
/// </summary>
internal sealed class FirstPass
{
    private const int MostRows = 128;

    private readonly Loss _loss;
    private readonly Workspace _workspace;
    private readonly Tensor _targets;
    private readonly bool _together;
    private readonly float[]? _weights;
    private double _lossOfGradient;

    private FirstPass(ExperimentSubject subject, Network copy, float[] inputs, Targets targets, int[] rows)
    {
        Network = copy;
        Rows = rows.Length;
        _weights = subject.Train!.SampleWeights is { } weights ? Array.ConvertAll(rows, row => weights[row]) : null;
        Loss? together = subject.Loss.TogetherWith(copy.OutputActivation);
        (_loss, _together) = (together ?? subject.Loss, together is not null);
        _workspace = new Workspace(copy, Rows, Workers.Single, training: true, lossTakesLogits: _together);
        _targets = Tensor.Allocate(copy.OutputShape, Rows);
        _loss.Gather(targets, rows, _targets);
        inputs.AsSpan(0, Rows * copy.InputShape.Size).CopyTo(_workspace.Input.Values);
        Start = Run();
        Signals = Read(inputs);
        int sums = copy.IsChain ? copy.Layers.TakeWhile(layer => !layer.SumsInputs).Count() : 0;
        Arriving = Spread(Entering(sums, inputs), (sums == 0 ? copy.InputShape : copy.Layers[sums - 1].OutputShape).Size).Spread;
    }

    /// <summary>The copy; its weights are those before the first step until <see cref="Step"/> is called.</summary>
    public Network Network { get; }

    /// <summary>The spread between rows of what comes to the first sums.</summary>
    public double Arriving { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>The blocks in order.</summary>
    public IReadOnlyList<BlockSignal> Signals { get; }

    /// <summary>
    /// Loss of the rows (their mean, whatever the reduction and their weights), and the spread and mean of what the loss takes.
    /// </summary>
    public (double Loss, double Spread, double Mean) Start { get; }

    /// <summary>The gradients of the last pass, each row times its sample weight.</summary>
    public ParameterBlock Gradients => _workspace.Gradients;

    /// <summary>Passes over a subject's rows; null where it has no network that runs on them.</summary>
    /// <param name="subject">The experiment.</param>
    /// <param name="sample">The rows to use; the first of them.</param>
    /// <param name="inputFactor">What the inputs are multiplied by: 1, or another to see what scaling would change.</param>
    /// <param name="targets">The targets, by row of the data set; the subject's own if null.</param>
    public static FirstPass? Of(ExperimentSubject subject, Sample sample, double inputFactor = 1, Targets? targets = null)
    {
        if (subject is not { Network: { } network, BuildFailure: null, Train: { } train }) return null;
        try
        {
            Layer[] layers = [.. network.Children.Where(layer => !layer.OnlyInTraining).Select(LayerCatalogue.Copy)];
            var copy = new Network(network.InputShape, layers, subject.Seed);
            copy.Weights.CopyFrom(network.Weights);
            copy.Adapt(train, again: false);
            int rows = Math.Min(MostRows, sample.Count);
            // Every k-th row of the sample, so that a sorted file gives all its classes.
            int[] picked = CountingRows.Spread(sample.Count, rows);
            var inputs = new float[rows * sample.Width];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < sample.Width; j++) inputs[i * sample.Width + j] = (float)(sample[picked[i]][j] * inputFactor);
            return new FirstPass(subject, copy, inputs, targets ?? train.Targets, Array.ConvertAll(picked, i => sample.Rows[i]));
        }
        catch (GliaException)
        {
            // A layer of somebody's own that no file can name cannot be copied.
            return null;
        }
    }

    /// <summary>Takes steps with an optimizer like the subject's, all on these rows.</summary>
    /// <param name="like">The optimizer; a new one with its settings is used.</param>
    /// <param name="steps">How many.</param>
    /// <param name="gradientFactor">
    /// What the gradients are multiplied by first: the rows of a batch over the rows here, where the loss is their sum.
    /// </param>
    /// <returns>Loss, spread and mean after the last step.</returns>
    public (double Loss, double Spread, double Mean) Step(Optimizer like, int steps, double gradientFactor = 1)
    {
        Optimizer optimizer = OptimizerCatalogue.Create(OptimizerCatalogue.ToJson(like), "optimizer");
        optimizer.Reset(Network.Weights);
        (double Loss, double Spread, double Mean) now = Start;
        for (int step = 0; step < steps && double.IsFinite(now.Loss); step++)
        {
            if (gradientFactor != 1)
                foreach (ref float g in Gradients.All) g = (float)(g * gradientFactor);
            optimizer.Apply(Network.Weights, Gradients, optimizer.LearningRate);
            now = Run();
        }
        return now;
    }

    /// <summary>
    /// What one small step straight down the gradient changes the loss by, divided by what the gradient promises:
    /// 1 if it is the loss' own slope.
    /// </summary>
    /// <param name="size">The length of the step beside that of the weights.</param>
    /// <returns>The ratio; NaN where the slope is too small to be measured. The weights are those before the step again.</returns>
    public double Descend(double size)
    {
        float[] weights = Network.Weights.All.ToArray(), slope = Gradients.All.ToArray();
        // Means and variances that a layer keeps are no weights, and may be as large as the data.
        double steepness = Reduce.SumOfSquares(slope), length = Math.Sqrt(Network.Parameters.Where(parameter => parameter.IsWeight)
            .Sum(parameter => Reduce.SumOfSquares(Network.Weights[parameter])));
        if (!(steepness > 0) || !(length > 0)) return double.NaN;
        double rate = size * length / Math.Sqrt(steepness), before = _lossOfGradient;
        double promised = rate * steepness / (_loss.Reduction == Reduction.Sum ? Rows : 1);
        // float32 gives the loss to about one part in a million.
        if (!(promised > 3e-5 * Math.Abs(before))) return double.NaN;
        for (int i = 0; i < weights.Length; i++) Network.Weights.All[i] = (float)(weights[i] - rate * slope[i]);
        Run();
        double after = _lossOfGradient;
        weights.CopyTo(Network.Weights.All);
        Run();
        return (before - after) / promised;
    }

    /// <summary>The share of hidden relu units, in the worst layer, that give 0 for every row; as the weights are now.</summary>
    public double DeadNow(float[] inputs) => Read(inputs).SkipLast(1).Where(signal => signal.Block.Function is { CanDie: true })
        .Select(signal => (double)signal.Dead / Math.Max(1, signal.Units)).DefaultIfEmpty(0).Max();

    /// <summary>The inputs of these rows.</summary>
    public float[] Inputs => _workspace.Input.Take(Rows).Values.ToArray();

    private (double Loss, double Spread, double Mean) Run()
    {
        Tensor outputs = _workspace.ForwardTraining(Rows, 1, 0);
        double loss = _loss.Compute(outputs, _targets, _workspace.LossGradient(Rows));
        _lossOfGradient = _weights is null ? loss : _loss.Compute(outputs, _targets, _workspace.LossGradient(Rows), _weights);
        if (_loss.Reduction == Reduction.Sum)
        {
            loss /= Rows;
            _lossOfGradient /= Rows;
        }
        var (spread, mean) = Spread(outputs.Values, outputs.Shape.Size);
        if (double.IsFinite(loss)) _workspace.Backward(Rows, 1, 0);
        return (loss, spread, mean);
    }

    private List<BlockSignal> Read(float[] inputs)
    {
        var signals = new List<BlockSignal>();
        var architecture = new Architecture(Network.Layers);
        // Where layers branch, what goes into a block is not what the block before gives: only the last is looked at.
        for (int b = Network.IsChain ? 0 : architecture.Blocks.Count - 1; b < architecture.Blocks.Count; b++)
        {
            Block block = architecture.Blocks[b];
            bool last = b == architecture.Blocks.Count - 1;
            Layer end = last ? block.Layer : Network.Layers[architecture.PlaceOf(architecture.Blocks[b + 1].Layer) - 1];
            float[] after = last ? [] : _workspace.Output(end, Rows).Values.ToArray();
            int units = last ? Network.OutputShape.Size : end.OutputShape.Size;
            int place = architecture.PlaceOf(block.Layer);
            var (before, gain) = Network.IsChain ? SumsOf(block.Layer, Entering(place, inputs)) : (double.NaN, double.NaN);
            // A filter is one unit wherever it looks: as long as there are positions, the block has as many units as channels.
            Layer read = Following(block, end).Last(layer => layer.OutputShape.Last == block.Layer.OutputShape.Last);
            signals.Add(new BlockSignal(
                block,
                before,
                last ? before : Spread(after, units).Spread,
                gain,
                last ? 0 : DeadUnits(_workspace.Output(read, Rows).Values, read.OutputShape.Last),
                last ? units : read.OutputShape.Last,
                after.Length == 0 ? 0 : Reduce.AllFinite(after) ? Reduce.MaxAbs(after) : double.PositiveInfinity,
                BiasOf(block.Layer)));
        }
        return signals;
    }

    // The layers of a block, up to its end; a block that branches is its layer alone.
    private IEnumerable<Layer> Following(Block block, Layer end)
    {
        Layer[] from = [.. Network.Layers.SkipWhile(layer => layer != block.Layer)];
        return Network.IsChain ? from.Take(1 + Array.IndexOf(from, end)) : [block.Layer];
    }

    // What a layer of one kernel makes before its activation: the sums of a copy without one. Gated layers have no such sums.
    private (double Before, double Gain) SumsOf(Layer layer, float[] x)
    {
        Parameter[] own = [.. Network.Parameters.Where(p => p.Layer == layer)];
        if (layer.Units == 0 || own.Where(p => p.IsKernel).ToArray() is not [var kernel]) return (double.NaN, double.NaN);
        JsonObject linear = LayerCatalogue.ToJson(layer);
        linear["config"]!["activation"] = "linear";
        var alone = new Network(layer.InputShape, [LayerCatalogue.Create(linear, layer.Name)], seed: 1);
        for (int i = 0; i < own.Length; i++) Network.Weights[own[i]].CopyTo(alone.Weights[alone.Parameters[i]]);
        var workspace = new Workspace(alone, Rows, Workers.Single);
        x.AsSpan(0, Rows * layer.InputShape.Size).CopyTo(workspace.Input.Values);
        double before = Spread(workspace.Forward(Rows).Values, layer.OutputShape.Size).Spread;
        return (before, Facts.Gain.Of(Network.Weights[kernel], layer.Units));
    }

    private double BiasOf(Layer layer)
    {
        Parameter? bias = Network.Parameters.FirstOrDefault(p => p.Layer == layer && !p.IsKernel);
        return bias is null ? 0 : Reduce.Sum(Network.Weights[bias]) / bias.Shape.Size;
    }

    // What the layer at a place of a chain gets.
    private float[] Entering(int place, float[] inputs) =>
        place == 0 ? inputs : _workspace.Output(Network.Layers[place - 1], Rows).Values.ToArray();

    private static (double Spread, double Mean) Spread(ReadOnlySpan<float> values, int units)
    {
        int rows = values.Length / units;
        double[] mean = Columns.Mean(values, rows, units), deviation = Columns.Deviation(values, rows, mean);
        return (Math.Sqrt(deviation.Sum(d => d * d) / units), mean.Average());
    }

    private static int DeadUnits(ReadOnlySpan<float> values, int units)
    {
        int dead = 0;
        for (int j = 0; j < units; j++)
        {
            bool any = false;
            for (int i = j; i < values.Length && !any; i += units) any = values[i] != 0;
            if (!any) dead++;
        }
        return dead;
    }
}
