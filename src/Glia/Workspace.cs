using System.Diagnostics;
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
    private readonly MemoryPlan _plan;
    private readonly Tensor[][] _inputs;
    private readonly Tensor[] _outputs;
    private readonly Memory<float>[] _saved;
    private readonly Tensor[] _gradients;         // in the output of each stage; empty where there is none
    private readonly Tensor[][] _inputGradients;  // where each stage puts the gradients in its inputs
    private readonly Tensor[][] _taken;           // the first rows of what a merging stage takes, and of its gradients
    private readonly int _threads;                // that there is memory for
    private readonly int[] _masks;                // of each stage, the one that made the mask of its output; -1 for none
    private readonly ParameterBlock? _parameterGradients;
    private Workspace? _shown;                    // where outputs that are not kept are computed again
    private bool _isShown;                        // whether it has those of the last forward pass

    /// <summary>Plans the memory for up to <paramref name="capacity"/> rows at a time.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="capacity">The most rows of one call.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation, because the two are computed together.</param>
    /// <param name="keepOutputs">
    /// Whether every layer's output is kept for <see cref="Output"/>. Without, those that no backward pass reads take turns in the same
    /// memory, and <see cref="Output"/> computes again.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is less than 1.</exception>
    public Workspace(
        Network network, int capacity, Workers workers, bool training = false, bool lossTakesLogits = false, bool keepOutputs = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _plan = new MemoryPlan(network, training, lossTakesLogits, keepOutputs);
        _plan.Require(capacity, workers.Threads, 0);
        Stage[] stages = network.Stages;
        _network = network;
        Workers = workers;
        _threads = workers.Threads;
        RunsDepthFirst = _plan.Runs.Any(run => run is not null);
        Capacity = capacity;
        Input = Tensor.Allocate(network.InputShape, capacity);
        _inputs = new Tensor[stages.Length][];
        _outputs = new Tensor[stages.Length];
        _saved = new Memory<float>[stages.Length];
        Tensor[] buffers = [.. _plan.Buffers.Select(buffer => Tensor.Allocate(checked((int)buffer.Numbers(capacity, _threads)), 1))];
        for (int i = 0; i < stages.Length; i++)
        {
            Shape shape = stages[i].Step.OutputShape;
            _inputs[i] = Array.ConvertAll(stages[i].Inputs, from => from == Wire.OfInput ? Input : _outputs[from]);
            _outputs[i] = _plan.Shares[i] ? _inputs[i][0].As(shape)
                : _plan.OwnsOutput(i) ? Tensor.Allocate(shape, capacity)
                : Buffer(_plan.Outputs[i], shape);
            _saved[i] = AlignedMemory.Of(checked(stages[i].Saved + stages[i].SavedPerRow * capacity));
        }
        _masks = PlanMasks(stages);
        _gradients = [.. stages.Select((stage, i) => Buffer(_plan.Gradients[i], stage.Step.OutputShape))];
        _inputGradients = [.. stages.Select((stage, i) => stage.Inputs.Select((_, k) =>
            Buffer(_plan.InputGradients[i][k].Buffer, _inputs[i][k].Shape)).ToArray())];
        _taken = [.. stages.Select(stage => new Tensor[stage.Inputs.Length > 1 ? 2 * stage.Inputs.Length : 0])];
        _parameterGradients = training ? new ParameterBlock(network.Parameters) : null;

        Tensor Buffer(int buffer, Shape shape) =>
            buffer == MemoryPlan.None ? default : buffers[buffer].Reuse(shape, buffers[buffer].Shape.Size / shape.Size);
    }

    /// <summary>The most rows of one call.</summary>
    public int Capacity { get; }

    /// <summary>Where the rows to run are put.</summary>
    public Tensor Input { get; }

    /// <summary>The threads it uses.</summary>
    public Workers Workers { get; internal set; }

    /// <summary>The gradients of the last backward pass.</summary>
    /// <exception cref="InvalidOperationException">This workspace is not for training.</exception>
    public ParameterBlock Gradients =>
        _parameterGradients ?? throw new InvalidOperationException("This workspace was made without training.");

    /// <summary>What times each stage; null for nothing.</summary>
    internal StageClock? Clock { get; init; }

    /// <summary>Whether some stages take a few rows at a time through all of them.</summary>
    internal bool RunsDepthFirst { get; }

    /// <summary>
    /// Whether layers find and keep their statistics in training in the slots of <see cref="Gradients"/>, where statistics have no
    /// gradient, instead of among the weights: for one of several parts of a batch, which are computed at the same time.
    /// </summary>
    internal bool KeepsStatisticsApart { get; init; }

    /// <summary>Runs the first rows of <see cref="Input"/> through the whole network.</summary>
    /// <param name="rows">How many rows of <see cref="Input"/> count; at most as many as it was planned for.</param>
    /// <returns>The output rows; they stay valid until the next call.</returns>
    public Tensor Forward(int rows) => Forward(rows, _outputs.Length, training: false, default);

    /// <summary>Runs the first rows of <see cref="Input"/> up to where the loss is taken, as in evaluation.</summary>
    /// <param name="rows">How many rows of <see cref="Input"/> count; at most as many as it was planned for.</param>
    /// <returns>What the loss takes: the output, or the logits before the last activation.</returns>
    public Tensor ForwardToLoss(int rows) => Forward(rows, _plan.LossStage, training: false, default);

    /// <summary>Where <see cref="ForwardToLoss"/> puts what the loss takes.</summary>
    internal Tensor LossInput(int rows) => _outputs[_plan.LossStage - 1].Take(rows);

    /// <summary>Goes on after <see cref="ForwardToLoss"/> to the output.</summary>
    /// <returns>The output rows; what the loss takes stays as it is.</returns>
    internal Tensor ForwardFromLoss(int rows) => Forward(rows, _outputs.Length, training: false, default, first: _plan.LossStage);

    /// <summary>Runs a training step's forward pass up to where the loss is taken.</summary>
    /// <param name="rows">How many rows of <see cref="Input"/>.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The step, so that dropout draws new numbers each time.</param>
    /// <returns>What the loss takes: the output, or the logits before the last activation.</returns>
    public Tensor ForwardTraining(int rows, ulong seed, uint step) => ForwardTraining(rows, new RandomStream(seed, step, 0));

    /// <summary>The same for rows that are a part of a batch, as the stream says.</summary>
    internal Tensor ForwardTraining(int rows, RandomStream random) => Forward(rows, _plan.LossStage, training: true, random);

    /// <summary>Shows a layer what comes to it from the first rows of <see cref="Input"/>; no rows: that there are no more.</summary>
    internal void Adapt(int stage, int rows)
    {
        if (rows > 0 && stage > 0) Forward(rows, stage, training: false, default);
        var pass = new Pass(_network.Weights, null, Workers) { Input = _inputs[stage][0].Take(rows), Saved = _saved[stage].Span };
        _network.Stages[stage].Step.Adapt(pass);
    }

    /// <summary>Where the loss puts its gradient, of the shape of what <see cref="ForwardTraining(int, ulong, uint)"/> returned.</summary>
    /// <param name="rows">How many rows of <see cref="Input"/> count; at most as many as it was planned for.</param>
    public Tensor LossGradient(int rows) => _gradients[_plan.LossStage - 1].Take(rows);

    /// <summary>
    /// Runs the backward pass of the step whose forward pass ran last, from <see cref="LossGradient"/> to <see cref="Gradients"/>.
    /// </summary>
    /// <param name="rows">How many rows the forward pass had.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="step">Of the forward pass, so that dropout draws what it drew there.</param>
    public void Backward(int rows, ulong seed, uint step) => Backward(rows, new RandomStream(seed, step, 0));

    /// <summary>The same for rows that are a part of a batch, as the stream says.</summary>
    internal void Backward(int rows, RandomStream random) => Backward(rows, random, Gradients, add: false);

    /// <summary>
    /// The same, but what would be the gradients is added to the weights. A backward pass is linear: with minus the learning rate in
    /// <see cref="LossGradient"/> this is a whole step of plain gradient descent.
    /// </summary>
    internal void BackwardIntoWeights(int rows, RandomStream random) => Backward(rows, random, _network.Weights, add: true);

    private void Backward(int rows, RandomStream random, ParameterBlock gradients, bool add)
    {
        for (int end = _plan.LossStage, first; end > 0; end = first)
        {
            DepthFirstRun? run = _plan.Runs[end - 1];
            first = run?.First ?? end - 1;
            int together = RowsTogether(run, rows);
            for (int row = 0; row < rows; row += together)
            {
                int count = Math.Min(together, rows - row);
                for (int i = end - 1; i >= first; i--)
                    if (_plan.Learns[i] && !_plan.IsLeftToNext[i]) Backward(i, row, count, random, gradients, add || row > 0);
            }
        }
    }

    private void Backward(int i, int row, int rows, RandomStream random, ParameterBlock gradients, bool add)
    {
        long began = Clock is null ? 0 : Stopwatch.GetTimestamp();
        Stage stage = _network.Stages[i];
        var pass = new Pass(_network.Weights, gradients, Workers, KeepsStatisticsApart ? _parameterGradients : null)
        {
            AddGradients = add,
            Input = FirstTaken(i, row, rows),
            Inputs = Taken(i, rows),
            Output = Rows(_outputs[i], _plan.Outputs[i], row, rows),
            OutputGradient = Rows(_gradients[i], _plan.Gradients[i], row, rows),
            InputGradient = Rows(_inputGradients[i][0], _plan.InputGradients[i][0].Buffer, row, rows),
            InputGradients = TakenGradients(i, rows),
            Saved = Saved(i, row, rows),
            Mask = Mask(stage.Inputs[0], row, rows),
            Rectifies = Rectifies(stage),
            Training = true,
            Random = random with { Lane = stage.Lane, FirstRow = random.FirstRow + row },
        };
        stage.Step.Backward(pass);
        for (int k = 0; k < _inputs[i].Length; k++)
            if (_plan.InputGradients[i][k].Add)
            {
                Span<float> sum = _gradients[stage.Inputs[k]].Slice(row, rows).Values;
                Elementwise.Add(sum, _inputGradients[i][k].Slice(row, rows).Values, sum);
            }
        if (Clock is { } clock) clock.Backward[i] += Stopwatch.GetTimestamp() - began;
    }

    // Between the stages of a run there are the rows at hand only.
    private Tensor Rows(Tensor all, int buffer, int row, int rows) =>
        _plan.IsOfRun(buffer) ? all.Take(rows) : all.Slice(row, rows);

    private Tensor FirstTaken(int stage, int row, int rows)
    {
        int from = _network.Stages[stage].Inputs[0];
        return Rows(_inputs[stage][0], from == Wire.OfInput ? MemoryPlan.None : _plan.Outputs[from], row, rows);
    }

    // A layer that keeps something of each row alone sees that of the rows at hand.
    private Span<float> Saved(int stage, int row, int rows)
    {
        Stage of = _network.Stages[stage];
        return of.Saved > 0 ? _saved[stage].Span : _saved[stage].Span.Slice(row * of.SavedPerRow, rows * of.SavedPerRow);
    }

    private bool Rectifies(Stage stage) => stage.Inputs[0] != Wire.OfInput && _plan.IsLeftToNext[stage.Inputs[0]];

    private int RowsTogether(DepthFirstRun? run, int rows) =>
        run is null ? Math.Max(rows, 1) : run.Rows(Math.Min(_threads, Workers.Threads));

    private ReadOnlySpan<Tensor> Taken(int stage, int rows) => Taken(stage, rows, _inputs[stage], 0);

    private ReadOnlySpan<Tensor> TakenGradients(int stage, int rows) =>
        Taken(stage, rows, _inputGradients[stage], _inputGradients[stage].Length);

    private ReadOnlySpan<Tensor> Taken(int stage, int rows, Tensor[] all, int place)
    {
        if (all.Length == 1) return [];
        Span<Tensor> taken = _taken[stage].AsSpan(place, all.Length);
        for (int k = 0; k < all.Length; k++) taken[k] = all[k].Take(rows);
        return taken;
    }

    /// <summary>
    /// What a layer put out in the last forward pass, after its activation. Where that is not kept it is computed again from
    /// <see cref="Input"/>, as in use and by the weights as they are now.
    /// </summary>
    /// <param name="layer">One of the network's.</param>
    /// <param name="rows">How many rows the forward pass had, or fewer of them.</param>
    public Tensor Output(Layer layer, int rows)
    {
        int stage = LastStageOf(layer);
        if (_plan.Outputs[stage] == MemoryPlan.None && !_plan.IsLeftToNext[stage]) return _outputs[stage].Take(rows);
        if (_shown is null || _shown.Capacity < rows) (_shown, _isShown) = (new Workspace(_network, rows, Workers), false);
        if (!_isShown)
        {
            int shown = Math.Min(Capacity, _shown.Capacity);
            Input.Take(shown).Values.CopyTo(_shown.Input.Values);
            _shown.Forward(shown);
            _isShown = true;
        }
        return _shown.Output(layer, rows);
    }

    /// <summary>
    /// Which steps of the output of the last forward pass count, as <see cref="Pass.Mask"/> says it; empty where all do.
    /// </summary>
    internal ReadOnlySpan<float> OutputMask(int rows) => Mask(_outputs.Length - 1, 0, rows);

    private Tensor Forward(int rows, int stages, bool training, RandomStream random, int first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Capacity);
        _isShown = false;
        for (int end; first < stages; first = end)
        {
            DepthFirstRun? run = _plan.Runs[first];
            end = Math.Min(run?.End ?? first + 1, stages);
            int together = RowsTogether(run, rows);
            for (int row = 0; row < rows; row += together)
                for (int i = first; i < end; i++)
                    if (!_plan.IsLeftToNext[i]) Forward(i, row, Math.Min(together, rows - row), training, random);
        }
        return _outputs[stages - 1].Take(rows);
    }

    private void Forward(int i, int row, int rows, bool training, RandomStream random)
    {
        long began = Clock is null ? 0 : Stopwatch.GetTimestamp();
        Stage stage = _network.Stages[i];
        var pass = new Pass(_network.Weights, null, Workers, training && KeepsStatisticsApart ? _parameterGradients : null)
        {
            Input = FirstTaken(i, row, rows),
            Inputs = Taken(i, rows),
            Output = Rows(_outputs[i], _plan.Outputs[i], row, rows),
            Saved = Saved(i, row, rows),
            Mask = Mask(stage.Inputs[0], row, rows),
            Rectifies = Rectifies(stage),
            Training = training,
            Random = random with { Lane = stage.Lane, FirstRow = random.FirstRow + row },
        };
        stage.Step.Forward(pass);
        if (Clock is { } clock) clock.Forward[i] += Stopwatch.GetTimestamp() - began;
    }

    /// <summary>Makes sure that a workspace can be made, before any of its memory is taken.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="capacity">The most rows of one call.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation.</param>
    /// <param name="kept">Numbers that are kept besides: weights and what an optimizer keeps for them.</param>
    /// <exception cref="GliaException">There is too little memory; the sentence says how much is needed and how much there is.</exception>
    internal static void RequireMemory(Network network, int capacity, bool training, bool lossTakesLogits, long kept = 0) =>
        new MemoryPlan(network, training, lossTakesLogits).Require(capacity, Environment.ProcessorCount, kept);

    // What merges several inputs has their mask where it is one and the same.
    private static int[] PlanMasks(Stage[] stages)
    {
        var masks = new int[stages.Length];
        for (int i = 0; i < stages.Length; i++)
        {
            int[] before = [.. stages[i].Inputs.Select(from => from == Wire.OfInput ? -1 : masks[from]).Distinct()];
            masks[i] = stages[i].Step.Mask switch
            {
                MaskUse.Makes => i,
                MaskUse.Passes when before.Length == 1 => before[0],
                _ => -1,
            };
        }
        return masks;
    }

    // The mask of what a stage gives, or of what goes into the network.
    private ReadOnlySpan<float> Mask(int stage, int row, int rows)
    {
        int maker = stage == Wire.OfInput ? -1 : _masks[stage];
        return maker < 0 ? default : _saved[maker].Span.Slice(row * _outputs[maker].Shape[0], rows * _outputs[maker].Shape[0]);
    }

    private int LastStageOf(Layer layer)
    {
        int index = Array.FindLastIndex(_network.Stages, s => s.Owner == layer);
        return index >= 0 ? index : throw new ArgumentException($"'{layer.Name}' is no layer of this network.", nameof(layer));
    }
}
