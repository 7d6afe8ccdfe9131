using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Whether the differences between samples reach the last layer before the first step (F27, F30, F32, F42, F43), or grow on the way until
/// nothing is left of them (F31, F41). A last layer of zeros is fine: what counts is what it is given.
/// </summary>
internal sealed class SignalFlow : Probe
{
    private const double Gone = 1e-3, Weak = 5e-3, Overgrown = 1e4, SmallShare = 0.3;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Forward;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { } pass, Train: { } train } || pass.Signals.Count < 2) return;
        var hidden = pass.Signals.SkipLast(1).ToList();
        double input = train.Statistics.Spread;
        BlockSignal? burst = hidden.Find(signal => signal.Largest > Overgrown * Math.Max(1, Math.Abs(train.Statistics.Highest)));
        Block? exponential = hidden.Select(signal => signal.Block).FirstOrDefault(block => block.Activations.Contains("exponential"));
        Block? softmax = hidden.Select(signal => signal.Block).FirstOrDefault(block => block.Activations.Contains("softmax"));
        string flow = string.Join(", ", pass.Signals.Select(signal => $"{signal.After:0.##e0}"));

        if (burst is not null && exponential is not null)
            examination.Report(Faults.UnboundedGrowth.Error(Grade.Strong, At(exponential), $"exponential activations feed each other: {burst.Block.Name} already gives values up to {burst.Largest:0.#e0} before the first step.", null, ("largest", burst.Largest)));
        else if (exponential is not null)
            examination.Suspect(Faults.UnboundedGrowth.Warning(Grade.Likely, At(exponential), $"{exponential.Name} uses the exponential as activation, which has no bound.", null, ("largest", hidden.Max(signal => signal.Largest))));
        else
            examination.Fine(Faults.UnboundedGrowth, $"Hidden values stay below {hidden.Max(signal => signal.Largest):0.##}.");

        if (burst is not null || examination.Has(Faults.InputsScaledTwice) || examination.Has(Faults.DeadFeature, Severity.Error)) return;
        double left = hidden[^1].After / Math.Max(1e-30, Math.Min(1, input));
        var dead = hidden.Find(signal => signal.Units > 0 && signal.Dead == signal.Units && signal.Block.Activation == "relu");
        if (left < Gone && Cause(hidden, softmax, dead, left, pass) is { } cause)
            examination.Report(cause with { Severity = Severity.Error });
        else if (left < Weak && Cause(hidden, softmax, dead, left, pass) is { } weak)
            examination.Suspect(weak with { Grade = Grade.Likely });
        else
            examination.Fine(Faults.WeightsTooSmall, $"Spread between samples from layer to layer: {flow}.");
        if (softmax is null) examination.Fine(Faults.SoftmaxInHiddenLayer, "No hidden layer uses softmax.");
        else if (!examination.Has(Faults.SoftmaxInHiddenLayer))
            examination.Suspect(Faults.SoftmaxInHiddenLayer.Warning(Grade.Likely, At(softmax), $"{softmax.Name} passes its {softmax.Units} units through softmax, which leaves them 1/{softmax.Units} each on average."));
        Block? narrow = hidden.Select(signal => signal.Block).FirstOrDefault(block => block.Units > 0 && NarrowLayers.MayDie(block.Units, block.Activation));
        if (narrow is not null && !examination.Has(Faults.NarrowBottleneck))
            examination.Suspect(Faults.NarrowBottleneck.Note(Grade.Weak, At(narrow), $"{narrow.Name} has {narrow.Units} relu {(narrow.Units == 1 ? "unit" : "units")}: if all of them go dead, nothing passes.", null, ("units", narrow.Units)));
    }

    private static Finding? Cause(List<BlockSignal> hidden, Block? softmax, BlockSignal? dead, double left, FirstPass pass)
    {
        // Weights that are all zero or all equal are told by their symmetry.
        if (hidden.Exists(signal => signal.Gain == 0)) return null;
        string lost = $"Of the differences between samples {left:0.#e0} of their size reach the last layer before the first step";
        (string, double)[] numbers = [("left", left), ("loss", pass.Start.Loss)];
        int saturating = hidden.Count(signal => signal.Block.Activation is "sigmoid" or "tanh" or "hard_sigmoid" or "softsign");
        BlockSignal smallest = hidden.Find(signal => ShareOfGlorot(signal) < SmallShare) ?? hidden.MinBy(signal => signal.Gain)!;
        if (softmax is not null)
            return Faults.SoftmaxInHiddenLayer.Warning(Grade.Strong, At(softmax), $"{lost}: {softmax.Name} passes its {softmax.Units} units through softmax, which leaves them 1/{softmax.Units} each on average.", null, numbers);
        if (dead is not null && dead.Bias < -1)
            return Faults.OddBias.Warning(Grade.Strong, new Where(dead.Block.Name, "bias", Phases.Initialization), $"All {dead.Units} relu units of {dead.Block.Name} are dead from the start: their biases are {dead.Bias:0.##} on average.", "Start the biases at 0.", numbers);
        if (ShareOfGlorot(smallest) < SmallShare)
            return Faults.WeightsTooSmall.Warning(Grade.Strong, new Where(smallest.Block.Name, "kernel", Phases.Initialization), $"{lost}: the weights of {smallest.Block.Name} are {1 / ShareOfGlorot(smallest):0.#} times smaller than glorot_uniform makes them.", null, [.. numbers, ("gain", smallest.Gain)]);
        if (saturating >= 4)
            return Faults.SaturatingStack.Warning(Grade.Strong, At(hidden[0].Block), $"{lost}: {saturating} layers of {hidden[0].Block.Activation} each pass on a fraction of it, and of the gradient.", null, [.. numbers, ("layers", saturating)]);
        if (hidden.Find(signal => signal.Block is { Activation: "relu", Units: > 0 and <= 8 }) is { } narrow)
            return Faults.NarrowBottleneck.Warning(Grade.Strong, At((dead ?? narrow).Block), $"{lost}: {(dead is null ? "relu layers" : $"all {dead.Units} relu units of {dead.Block.Name} are dead, as happens in layers")} of {narrow.Units} units, {hidden.Count} in a row.", null, numbers);
        return Faults.WeightsTooSmall.Warning(Grade.Likely, new Where(smallest.Block.Name, "kernel", Phases.Initialization), $"{lost}.", null, numbers);
    }

    // 1 for glorot_uniform: its weights have variance 2 / (in + out), so their gain is the root of 2 in / (in + out).
    private static double ShareOfGlorot(BlockSignal signal) =>
        signal.Gain / Math.Sqrt(2.0 * signal.Block.Layer.InputShape.Last / (signal.Block.Layer.InputShape.Last + signal.Block.Layer.OutputShape.Last));

    private static Where At(Block block) => new(block.Name, Phase: Phases.Specification);
}
