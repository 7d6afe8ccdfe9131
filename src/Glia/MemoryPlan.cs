namespace Glia;

/// <summary>
/// Which memory the stages of a network use: what each writes, and where gradients go on the way back. Made before any is taken, so that
/// what cannot fit is refused first.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Network _network;
    private readonly List<GradientBuffer> _buffers = [];
    private readonly Stack<int> _free = new(), _freeOfRuns = new();
    private readonly List<int> _freeAfter = [];

    /// <summary>Plans the memory of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation.</param>
    public MemoryPlan(Network network, bool training, bool lossTakesLogits)
    {
        _network = network;
        Stage[] stages = network.Stages;
        LossStage = lossTakesLogits ? stages.Length - 1 : stages.Length;
        Shares = new bool[stages.Length];
        Gradients = new int[stages.Length];
        InputGradients = [.. stages.Select(stage => stage.Inputs.Select(_ => new Destination(None, Add: false)).ToArray())];
        Runs = new DepthFirstRun?[stages.Length];
        foreach (DepthFirstRun run in DepthFirstRun.Of(network, LossStage)) Array.Fill(Runs, run, run.First, run.End - run.First);
        PlanOutputs(stages);
        Learns = Learning(network);
        Array.Fill(Gradients, None);
        if (training) PlanGradients(stages);
    }

    /// <summary>No buffer.</summary>
    public const int None = -1;

    /// <summary>The stages before it run up to where the loss is taken.</summary>
    public int LossStage { get; }

    /// <summary>For each stage, what it runs depth first with; null for nothing.</summary>
    public DepthFirstRun?[] Runs { get; }

    /// <summary>For each stage, whether its output lies in the memory of its input.</summary>
    public bool[] Shares { get; }

    /// <summary>For each stage, whether what it gives depends on weights, so that the backward pass goes through it.</summary>
    public bool[] Learns { get; }

    /// <summary>For each stage, the buffer of the gradient in its output; <see cref="None"/> where nobody needs one.</summary>
    public int[] Gradients { get; }

    /// <summary>For each input of each stage, where its gradient goes.</summary>
    public Destination[][] InputGradients { get; }

    /// <summary>Every buffer for gradients.</summary>
    public IReadOnlyList<GradientBuffer> Buffers => _buffers;

    /// <summary>The numbers for each row that are kept: inputs, outputs, what layers save, and gradients.</summary>
    public long FloatsPerRow => _network.InputShape.Size + _buffers.Where(buffer => !buffer.IsOfRun).Sum(buffer => (long)buffer.OfRow)
        + _network.Stages.Select((stage, i) => stage.SavedPerRow + (Shares[i] ? 0L : stage.Step.OutputShape.Size)).Sum();

    /// <summary>Makes sure that the memory for so many rows can be had.</summary>
    /// <param name="capacity">The rows.</param>
    /// <param name="threads">The threads that take part.</param>
    /// <param name="kept">Numbers that are kept besides.</param>
    /// <exception cref="GliaException">There is too little memory; the sentence says how much is needed and how much there is.</exception>
    public void Require(int capacity, int threads, long kept)
    {
        Stage[] stages = _network.Stages;
        long largest = Math.Max(_network.InputShape.Size, stages.Max(stage => Math.Max(stage.Step.OutputShape.Size, stage.SavedPerRow)));
        long floats = kept + FloatsPerRow * capacity + stages.Sum(stage => (long)stage.Saved)
            + _buffers.Where(buffer => buffer.IsOfRun).Sum(buffer => buffer.Numbers(capacity, threads))
            + (_buffers.Count > 0 ? _network.ParameterCount : 0);
        string batch = $"a batch of {capacity:N0} rows";
        const string smaller = "a smaller batch or smaller layers";
        MemoryNeed.RequireOneArray(largest * capacity, $"The numbers of one layer for {batch}", smaller);
        MemoryNeed.Require(floats, $"{batch} in this network", smaller);
    }

    // A stage may write over what it takes where nobody else reads that any more: neither another stage, nor the loss, nor the backward
    // pass of the stage that made it, nor whoever gave the input.
    private void PlanOutputs(Stage[] stages)
    {
        ILookup<int, int> takers = stages.SelectMany(stage => stage.Inputs).ToLookup(from => from);
        var locked = new bool[stages.Length];
        for (int i = 0; i < stages.Length; i++)
        {
            Layer step = stages[i].Step;
            int from = stages[i].Inputs[0];
            bool taken = from == Wire.OfInput || locked[from] || i == LossStage;
            Shares[i] = step.InPlace == InPlace.Alias || (step.InPlace == InPlace.Overwrites && !taken);
            locked[i] = (Shares[i] && taken) || step.NeedsOutput || takers[i].Skip(1).Any();
        }
    }

    /// <summary>Which stages have weights, or stand above one that has: those that the way back reaches.</summary>
    public static bool[] Learning(Network network)
    {
        var weighted = network.Parameters.Where(parameter => parameter.IsWeight).Select(parameter => parameter.Layer).ToHashSet();
        var learns = new bool[network.Stages.Length];
        for (int i = 0; i < learns.Length; i++)
            learns[i] = weighted.Contains(network.Stages[i].Step)
                || network.Stages[i].Inputs.Any(from => from != Wire.OfInput && learns[from]);
        return learns;
    }

    // On the way back a buffer is taken when a gradient is first written and given back when the stage that reads it has run: in a chain
    // two take turns. A stage that can work in place keeps the buffer. Where several stages take one output, the first writes its
    // gradient and the others add theirs. Gradients between the stages of a run that goes depth first have buffers of their own, for the
    // rows that it takes at a time; what it reads of all rows is free only when the last of them has been through.
    private void PlanGradients(Stage[] stages)
    {
        Gradients[LossStage - 1] = Take(stages[LossStage - 1].Step.OutputShape.Size, null);
        for (int i = LossStage - 1; i >= 0; i--)
        {
            if (Learns[i]) PlanGradients(stages, i, Runs[i]);
            if (i > Runs[i]?.First) continue;
            foreach (int buffer in _freeAfter) _free.Push(buffer);
            _freeAfter.Clear();
        }
    }

    private void PlanGradients(Stage[] stages, int i, DepthFirstRun? run)
    {
        bool inPlace = stages[i].Step.InPlace != InPlace.No, keeps = false;
        // A buffer that reaches the stage before the run, because those between work in place, holds all rows.
        DepthFirstRun? within = run is not null && stages[run.First..i].Any(stage => stage.Step.InPlace == InPlace.No) ? run : null;
        List<int> added = [];
        for (int k = 0; k < stages[i].Inputs.Length; k++)
        {
            int from = stages[i].Inputs[k];
            if (from == Wire.OfInput || !Learns[from]) continue;
            bool first = Gradients[from] == None;
            int buffer = inPlace ? Gradients[i] : Take(stages[from].Step.OutputShape.Size, within);
            if (first) Gradients[from] = buffer;
            else if (!inPlace) added.Add(buffer);
            keeps |= inPlace && first;
            InputGradients[i][k] = new(buffer, Add: !first);
        }
        foreach (int buffer in added) Free(buffer, run);
        if (!keeps) Free(Gradients[i], run);
    }

    private int Take(int size, DepthFirstRun? run)
    {
        if (!(run is null ? _free : _freeOfRuns).TryPop(out int buffer))
        {
            buffer = _buffers.Count;
            _buffers.Add(new(0, run is null ? null : 0));
        }
        (int ofRow, int? ofThread) = _buffers[buffer];
        _buffers[buffer] = new(Math.Max(ofRow, size), run is null ? null : Math.Max(ofThread!.Value, size * run.RowsOfThread));
        return buffer;
    }

    private void Free(int buffer, DepthFirstRun? run)
    {
        if (_buffers[buffer].IsOfRun) _freeOfRuns.Push(buffer);
        else if (run is not null) _freeAfter.Add(buffer);
        else _free.Push(buffer);
    }

    /// <summary>Memory for the gradients of some stages, which take turns.</summary>
    /// <param name="OfRow">The numbers of a row.</param>
    /// <param name="OfThread">The numbers of the rows that a thread takes at a time, in runs that go depth first; else null.</param>
    public readonly record struct GradientBuffer(int OfRow, int? OfThread)
    {
        /// <summary>Whether it holds the rows that a run takes at a time, and not all.</summary>
        public bool IsOfRun => OfThread is not null;

        /// <summary>How many numbers it holds.</summary>
        public long Numbers(int capacity, int threads)
        {
            long all = (long)OfRow * capacity;
            return OfThread is { } numbers ? Math.Min(all, (long)numbers * threads) : all;
        }
    }

    /// <summary>Where a stage writes the gradient in one of its inputs.</summary>
    /// <param name="Buffer">The buffer; <see cref="None"/> where nobody needs it.</param>
    /// <param name="Add">Whether it is then added to what others wrote.</param>
    public readonly record struct Destination(int Buffer, bool Add);
}
