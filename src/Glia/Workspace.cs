using Glia.Kernels;
using Glia.Random;

namespace Glia;

/// <summary>
/// The memory in which one network runs: activations, gradients and what layers keep, planned once for a number of rows. Training,
/// validation and serving each have one over the same weights. Not for two threads at once.
/// </summary>
public sealed class Workspace
{
    private readonly Network _network;
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;
    private readonly float[][] _saved;
    private readonly Tensor[] _gradients;      // [i]: gradient in the input of stage i; [^1]: in the output. Empty without training.
    private readonly ParameterBlock? _parameterGradients;
    private readonly int _lossStage;
    private readonly int _firstWeighted;       // stages before it have nothing to learn, so the backward pass ends here

    /// <summary>Plans the memory for up to <paramref name="capacity"/> rows at a time.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="capacity">The most rows of one call.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation, because the two are computed together.</param>
    public Workspace(Network network, int capacity, Workers workers, bool training = false, bool lossTakesLogits = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        RequireMemory(network, capacity, training, lossTakesLogits);
        Stage[] stages = network.Stages;
        _network = network;
        Workers = workers;
        Capacity = capacity;
        _lossStage = lossTakesLogits ? stages.Length - 1 : stages.Length;
        Input = Tensor.Allocate(network.InputShape, capacity);
        _inputs = new Tensor[stages.Length];
        _outputs = new Tensor[stages.Length];
        _saved = new float[stages.Length][];
        bool locked = true;   // the input belongs to the caller
        for (int i = 0; i < stages.Length; i++)
        {
            Layer step = stages[i].Step;
            _inputs[i] = i == 0 ? Input : _outputs[i - 1];
            locked |= i == _lossStage;   // the logits belong to the loss
            bool shares = Shares(step, locked);
            _outputs[i] = shares ? _inputs[i].As(step.OutputShape) : Tensor.Allocate(step.OutputShape, capacity);
            locked = (shares && locked) || step.NeedsOutput;
            _saved[i] = new float[stages[i].Saved + stages[i].SavedPerRow * capacity];
        }
        _firstWeighted = FirstWeighted(network);
        _gradients = training ? PlanGradients(stages, capacity) : [];
        _parameterGradients = training ? new ParameterBlock(network.Parameters) : null;
    }

    /// <summary>The most rows of one call.</summary>
    public int Capacity { get; }

    /// <summary>Where the rows to run are put.</summary>
    public Tensor Input { get; }

    /// <summary>The threads it uses.</summary>
    public Workers Workers { get; }

    /// <summary>The gradients of the last backward pass.</summary>
    /// <exception cref="InvalidOperationException">This workspace is not for training.</exception>
    public ParameterBlock Gradients =>
        _parameterGradients ?? throw new InvalidOperationException("This workspace was made without training.");

    /// <summary>Runs the first rows of <see cref="Input"/> through the whole network.</summary>
    /// <returns>The output rows; they stay valid until the next call.</returns>
    public Tensor Forward(int rows) => Forward(rows, _outputs.Length, training: false, default);

    /// <summary>Runs the first rows of <see cref="Input"/> up to where the loss is taken, as in evaluation.</summary>
    /// <returns>What the loss takes: the output, or the logits before the last activation.</returns>
    public Tensor ForwardToLoss(int rows) => Forward(rows, _lossStage, training: false, default);

    /// <summary>Goes on after <see cref="ForwardToLoss"/> to the output.</summary>
    /// <returns>The output rows; what the loss takes stays as it is.</returns>
    internal Tensor ForwardFromLoss(int rows) => Forward(rows, _outputs.Length, training: false, default, first: _lossStage);

    /// <summary>Runs a training step's forward pass up to where the loss is taken.</summary>
    /// <param name="rows">How many rows of <see cref="Input"/>.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The step, so that dropout draws new numbers each time.</param>
    /// <returns>What the loss takes: the output, or the logits before the last activation.</returns>
    public Tensor ForwardTraining(int rows, ulong seed, uint step) =>
        Forward(rows, _lossStage, training: true, new RandomStream(seed, step, 0));

    /// <summary>Shows a layer what comes to it from the first rows of <see cref="Input"/>; no rows: that there are no more.</summary>
    internal void Adapt(int stage, int rows)
    {
        if (rows > 0 && stage > 0) Forward(rows, stage, training: false, default);
        var pass = new Pass(_network.Weights, null, Workers) { Input = _inputs[stage].Take(rows), Saved = _saved[stage] };
        _network.Stages[stage].Step.Adapt(pass);
    }

    /// <summary>Where the loss puts its gradient, of the shape of what <see cref="ForwardTraining"/> returned.</summary>
    public Tensor LossGradient(int rows) => _gradients[_lossStage].Take(rows);

    /// <summary>
    /// Runs the backward pass of the step whose forward pass ran last, from <see cref="LossGradient"/> to <see cref="Gradients"/>.
    /// </summary>
    public void Backward(int rows, ulong seed, uint step) => Backward(rows, seed, step, Gradients, add: false);

    /// <summary>
    /// The same, but what would be the gradients is added to the weights. A backward pass is linear: with minus the learning rate in
    /// <see cref="LossGradient"/> this is a whole step of plain gradient descent.
    /// </summary>
    internal void BackwardIntoWeights(int rows, ulong seed, uint step) => Backward(rows, seed, step, _network.Weights, add: true);

    private void Backward(int rows, ulong seed, uint step, ParameterBlock gradients, bool add)
    {
        for (int i = _lossStage - 1; i >= _firstWeighted; i--)
        {
            var pass = new Pass(_network.Weights, gradients, Workers)
            {
                AddGradients = add,
                Input = _inputs[i].Take(rows),
                Output = _outputs[i].Take(rows),
                OutputGradient = _gradients[i + 1].Take(rows),
                InputGradient = _gradients[i].Take(rows),
                Saved = _saved[i],
                Training = true,
                Random = new RandomStream(seed, step, (uint)i),
            };
            _network.Stages[i].Step.Backward(pass);
        }
    }

    /// <summary>What a layer put out in the last forward pass, after its activation.</summary>
    public Tensor Output(Layer layer, int rows) => _outputs[LastStageOf(layer)].Take(rows);

    private Tensor Forward(int rows, int stages, bool training, RandomStream random, int first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Capacity);
        for (int i = first; i < stages; i++)
        {
            var pass = new Pass(_network.Weights, null, Workers)
            {
                Input = _inputs[i].Take(rows),
                Output = _outputs[i].Take(rows),
                Saved = _saved[i],
                Training = training,
                Random = random with { Lane = (uint)i },
            };
            _network.Stages[i].Step.Forward(pass);
        }
        return _outputs[stages - 1].Take(rows);
    }

    /// <summary>Makes sure that a workspace can be made, before any of its memory is taken.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="capacity">The most rows of one call.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation.</param>
    /// <param name="kept">Numbers that are kept besides: weights and what an optimizer keeps for them.</param>
    /// <exception cref="GliaException">There is too little memory; the sentence says how much is needed and how much there is.</exception>
    internal static void RequireMemory(Network network, int capacity, bool training, bool lossTakesLogits, long kept = 0)
    {
        Stage[] stages = network.Stages;
        long largest = network.InputShape.Size, floats = kept + (long)network.InputShape.Size * capacity;
        bool locked = true;
        for (int i = 0; i < stages.Length; i++)
        {
            Layer step = stages[i].Step;
            locked |= lossTakesLogits && i == stages.Length - 1;
            bool shares = Shares(step, locked);
            if (!shares) floats += (long)step.OutputShape.Size * capacity;
            locked = (shares && locked) || step.NeedsOutput;
            floats += stages[i].Saved + (long)stages[i].SavedPerRow * capacity;
            largest = Math.Max(largest, Math.Max(step.OutputShape.Size, stages[i].SavedPerRow));
        }
        // The gradients of a batch take turns in two buffers; those of the weights are as many as the weights.
        if (training) floats += 2 * largest * capacity + network.ParameterCount;
        MemoryNeed.RequireOneArray(largest * capacity, $"The numbers of one layer for a batch of {capacity:N0} rows",
            "a smaller batch or smaller layers");
        MemoryNeed.Require(floats, $"a batch of {capacity:N0} rows in this network", "a smaller batch or smaller layers");
    }

    private static bool Shares(Layer step, bool locked) => step.InPlace == InPlace.Alias || (step.InPlace == InPlace.Overwrites && !locked);

    private static int FirstWeighted(Network network)
    {
        Layer? first = network.Parameters.FirstOrDefault(parameter => parameter.IsWeight)?.Layer;
        return first is null ? 0 : Array.FindIndex(network.Stages, stage => stage.Step == first);
    }

    // Two buffers take turns: each stage reads the gradient in its output and writes the gradient in its input. A stage that can work in
    // place keeps the buffer. The first stage that learns has no gradient in its input: nobody needs it.
    private Tensor[] PlanGradients(Stage[] stages, int capacity)
    {
        var gradients = new Tensor[stages.Length + 1];
        int largest = stages.Skip(_firstWeighted).Max(s => s.Step.OutputShape.Size);
        Tensor[] buffers = [Tensor.Allocate(largest, capacity), Tensor.Allocate(largest, capacity)];
        int turn = 0;
        for (int i = _lossStage; i > _firstWeighted; i--)
        {
            Layer producer = stages[i - 1].Step;
            gradients[i] = buffers[turn].Reuse(producer.OutputShape, capacity);
            if (producer.InPlace == InPlace.No) turn = 1 - turn;
        }
        return gradients;
    }

    private int LastStageOf(Layer layer)
    {
        int index = Array.FindLastIndex(_network.Stages, s => s.Owner == layer);
        return index >= 0 ? index : throw new ArgumentException($"'{layer.Name}' is no layer of this network.", nameof(layer));
    }
}
