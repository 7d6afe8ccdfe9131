namespace Glia;

/// <summary>
/// Which memory the stages of a network use: what each writes, and where gradients go on the way back. Made before any is taken, so that
/// what cannot fit is refused first.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Network _network;
    private readonly bool _training;
    private readonly ILookup<int, int> _takers;
    private readonly List<SharedBuffer> _buffers = [];
    private readonly Stack<int> _free = new(), _freeOfRuns = new();
    private readonly List<int> _freeAfter = [];

    /// <summary>Plans the memory of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="training">Whether backward passes will be asked for.</param>
    /// <param name="lossTakesLogits">Whether the loss is taken before the last activation.</param>
    /// <param name="keepOutputs">Whether somebody wants to see what each layer puts out.</param>
    public MemoryPlan(Network network, bool training, bool lossTakesLogits, bool keepOutputs = false)
    {
        (_network, _training) = (network, training);
        Stage[] stages = network.Stages;
        _takers = stages.SelectMany((stage, i) => stage.Inputs.Select(from => (from, i))).ToLookup(pair => pair.from, pair => pair.i);
        LossStage = lossTakesLogits ? stages.Length - 1 : stages.Length;
        Runs = new DepthFirstRun?[stages.Length];
        foreach (DepthFirstRun run in DepthFirstRun.Of(network, LossStage)) Array.Fill(Runs, run, run.First, run.End - run.First);
        IsLeftToNext = [.. stages.Select((_, i) => !keepOutputs && LeavesReluToNext(i))];
        Shares = new bool[stages.Length];
        PlanSharing(stages);
        Outputs = new int[stages.Length];
        Array.Fill(Outputs, None);
        if (!keepOutputs) PlanOutputs(stages);
        Learns = Learning(network);
        Gradients = new int[stages.Length];
        Array.Fill(Gradients, None);
        InputGradients = [.. stages.Select(stage => stage.Inputs.Select(_ => new Destination(None, Add: false)).ToArray())];
        if (training) PlanGradients(stages);
    }

    /// <summary>No buffer.</summary>
    public const int None = -1;

    /// <summary>The stages before it run up to where the loss is taken.</summary>
    public int LossStage { get; }

    /// <summary>For each stage, what it runs depth first with; null for nothing.</summary>
    public DepthFirstRun?[] Runs { get; }

    /// <summary>For each stage, whether it is a relu that the stage after it does as well, and which is passed over therefore.</summary>
    public bool[] IsLeftToNext { get; }

    /// <summary>For each stage, whether its output lies in the memory of its input.</summary>
    public bool[] Shares { get; }

    /// <summary>
    /// For each stage, the buffer of its output, which is there until the last stage that takes it has run; <see cref="None"/> where the
    /// output has memory of its own.
    /// </summary>
    public int[] Outputs { get; }

    /// <summary>For each stage, whether what it gives depends on weights, so that the backward pass goes through it.</summary>
    public bool[] Learns { get; }

    /// <summary>For each stage, the buffer of the gradient in its output; <see cref="None"/> where nobody needs one.</summary>
    public int[] Gradients { get; }

    /// <summary>For each input of each stage, where its gradient goes.</summary>
    public Destination[][] InputGradients { get; }

    /// <summary>Every buffer for outputs that are not kept, and for gradients.</summary>
    public IReadOnlyList<SharedBuffer> Buffers => _buffers;

    /// <summary>The numbers for each row that are kept: inputs, outputs, what layers save, and gradients.</summary>
    public long FloatsPerRow => _network.InputShape.Size + _buffers.Where(buffer => !buffer.IsOfRun).Sum(buffer => (long)buffer.OfRow)
        + _network.Stages.Select((stage, i) => stage.SavedPerRow + (OwnsOutput(i) ? (long)stage.Step.OutputShape.Size : 0)).Sum();

    /// <summary>Whether a stage has memory of its own for its output.</summary>
    public bool OwnsOutput(int stage) => !Shares[stage] && Outputs[stage] == None;

    /// <summary>Whether a buffer holds the rows that a run takes at a time, and not all.</summary>
    public bool IsOfRun(int buffer) => buffer != None && _buffers[buffer].IsOfRun;

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
            + (_training ? _network.ParameterCount : 0);
        string batch = $"a batch of {capacity:N0} rows";
        const string smaller = "a smaller batch or smaller layers";
        MemoryNeed.RequireOneArray(largest * capacity, $"The numbers of one layer for {batch}", smaller);
        MemoryNeed.Require(floats, $"{batch} in this network", smaller);
    }

    // The largest of rectified numbers is the largest of all, rectified: the same bits, and a relu of fewer numbers.
    private bool LeavesReluToNext(int stage) => _network.Stages[stage].Step is Layers.Activation { Function.Rectifies: true }
        && stage + 1 < LossStage && _takers[stage].ToArray() is [var next] && _network.Stages[next].Step.CanRectify;

    // A stage may write over what it takes where nobody else reads that any more: neither another stage, nor the loss, nor the backward
    // pass of the stage that made it, nor whoever gave the input.
    private void PlanSharing(Stage[] stages)
    {
        var locked = new bool[stages.Length];
        for (int i = 0; i < stages.Length; i++)
        {
            Layer step = stages[i].Step;
            int from = stages[i].Inputs[0];
            bool taken = from == Wire.OfInput || locked[from] || i == LossStage;
            Shares[i] = IsLeftToNext[i] || step.InPlace == InPlace.Alias || (step.InPlace == InPlace.Overwrites && !taken);
            locked[i] = (Shares[i] && taken) || ReadsOutput(i) || _takers[i].Skip(1).Any();
        }
    }

    private bool ReadsOutput(int stage) => _network.Stages[stage].Step.NeedsOutput && !IsLeftToNext[stage];

    // What no backward pass reads is needed until the last stage that takes it has run. Then another stage may have the memory, and
    // gradients after the forward pass. Within a run that goes depth first it is there for the rows at hand only.
    private void PlanOutputs(Stage[] stages)
    {
        // The stage in whose memory each output lies, whether that must be kept, and who takes it last.
        var owner = new int[stages.Length];
        var last = new int[stages.Length];
        var kept = new bool[stages.Length];
        for (int i = 0; i < stages.Length; i++)
        {
            foreach (int from in stages[i].Inputs)
            {
                if (from == Wire.OfInput || owner[from] == Wire.OfInput) continue;
                last[owner[from]] = i;
                kept[owner[from]] |= _training && stages[i].Step.NeedsInput;
            }
            int first = stages[i].Inputs[0];
            owner[i] = !Shares[i] ? i : first == Wire.OfInput ? Wire.OfInput : owner[first];
            if (owner[i] == Wire.OfInput) continue;
            last[owner[i]] = i;
            kept[owner[i]] |= (_training && ReadsOutput(i)) || i == LossStage - 1 || i == stages.Length - 1;
        }
        for (int i = 0; i < stages.Length; i++)
        {
            if (owner[i] == i && !kept[i])
                Outputs[i] = Take(stages[i].Step.OutputShape.Size, Runs[i] is { } within && last[i] < within.End ? within : null);
            else if (owner[i] >= 0) Outputs[i] = Outputs[owner[i]];
            for (int over = 0; over <= i; over++)
                if (owner[over] == over && last[over] == i && Outputs[over] != None) Free(Outputs[over], Runs[i]);
            if (Runs[i] is not { } run || i + 1 == run.End) FreeAfterRun();
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
            if (i <= (Runs[i]?.First ?? i)) FreeAfterRun();
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

    private void FreeAfterRun()
    {
        foreach (int buffer in _freeAfter) _free.Push(buffer);
        _freeAfter.Clear();
    }

    /// <summary>Memory in which the outputs or gradients of some stages take turns.</summary>
    /// <param name="OfRow">The numbers of a row.</param>
    /// <param name="OfThread">The numbers of the rows that a thread takes at a time, in runs that go depth first; else null.</param>
    public readonly record struct SharedBuffer(int OfRow, int? OfThread)
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
