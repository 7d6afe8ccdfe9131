namespace Glia;

/// <summary>
/// Which memory the stages of a network use: what each writes, and where gradients go on the way back. Made before any is taken, so that
/// what cannot fit is refused first.
/// </summary>
internal sealed class MemoryPlan
{
    private readonly Network _network;
    private readonly List<int> _buffers = [];
    private readonly Stack<int> _free = new();

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
        PlanOutputs(stages);
        Learns = Learning(network);
        Array.Fill(Gradients, None);
        if (training) PlanGradients(stages);
    }

    /// <summary>No buffer.</summary>
    public const int None = -1;

    /// <summary>The stages before it run up to where the loss is taken.</summary>
    public int LossStage { get; }

    /// <summary>For each stage, whether its output lies in the memory of its input.</summary>
    public bool[] Shares { get; }

    /// <summary>For each stage, whether what it gives depends on weights, so that the backward pass goes through it.</summary>
    public bool[] Learns { get; }

    /// <summary>For each stage, the buffer of the gradient in its output; <see cref="None"/> where nobody needs one.</summary>
    public int[] Gradients { get; }

    /// <summary>For each input of each stage, where its gradient goes.</summary>
    public Destination[][] InputGradients { get; }

    /// <summary>The numbers for each row of every buffer for gradients.</summary>
    public IReadOnlyList<int> Buffers => _buffers;

    /// <summary>The numbers for each row that are kept: inputs, outputs, what layers save, and gradients.</summary>
    public long FloatsPerRow => _network.InputShape.Size + _buffers.Sum(size => (long)size)
        + _network.Stages.Select((stage, i) => stage.SavedPerRow + (Shares[i] ? 0L : stage.Step.OutputShape.Size)).Sum();

    /// <summary>Makes sure that the memory for so many rows can be had.</summary>
    /// <param name="capacity">The rows.</param>
    /// <param name="kept">Numbers that are kept besides.</param>
    /// <exception cref="GliaException">There is too little memory; the sentence says how much is needed and how much there is.</exception>
    public void Require(int capacity, long kept)
    {
        Stage[] stages = _network.Stages;
        long largest = Math.Max(_network.InputShape.Size, stages.Max(stage => Math.Max(stage.Step.OutputShape.Size, stage.SavedPerRow)));
        long floats = kept + FloatsPerRow * capacity + stages.Sum(stage => (long)stage.Saved)
            + (_buffers.Count > 0 ? _network.ParameterCount : 0);
        MemoryNeed.RequireOneArray(largest * capacity, $"The numbers of one layer for a batch of {capacity:N0} rows",
            "a smaller batch or smaller layers");
        MemoryNeed.Require(floats, $"a batch of {capacity:N0} rows in this network", "a smaller batch or smaller layers");
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
    // gradient and the others add theirs.
    private void PlanGradients(Stage[] stages)
    {
        Gradients[LossStage - 1] = Take(stages[LossStage - 1].Step.OutputShape.Size);
        for (int i = LossStage - 1; i >= 0; i--)
        {
            if (!Learns[i]) continue;
            bool inPlace = stages[i].Step.InPlace != InPlace.No, keeps = false;
            List<int> added = [];
            for (int k = 0; k < stages[i].Inputs.Length; k++)
            {
                int from = stages[i].Inputs[k];
                if (from == Wire.OfInput || !Learns[from]) continue;
                bool first = Gradients[from] == None;
                int buffer = inPlace ? Gradients[i] : Take(stages[from].Step.OutputShape.Size);
                if (first) Gradients[from] = buffer;
                else if (!inPlace) added.Add(buffer);
                keeps |= inPlace && first;
                InputGradients[i][k] = new(buffer, Add: !first);
            }
            foreach (int buffer in added) _free.Push(buffer);
            if (!keeps) _free.Push(Gradients[i]);
        }
    }

    private int Take(int size)
    {
        if (!_free.TryPop(out int buffer))
        {
            buffer = _buffers.Count;
            _buffers.Add(0);
        }
        _buffers[buffer] = Math.Max(_buffers[buffer], size);
        return buffer;
    }

    /// <summary>Where a stage writes the gradient in one of its inputs.</summary>
    /// <param name="Buffer">The buffer; <see cref="None"/> where nobody needs it.</param>
    /// <param name="Add">Whether it is then added to what others wrote.</param>
    public readonly record struct Destination(int Buffer, bool Add);
}
