using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault OddBias { get; } = new("GLIA043", Family.Initialization, "odd bias at the start",
        "A bias starts far from zero and decides the output alone.",
        "Zero, or for the last layer the log-odds of the classes.",
        Explains: "S01")
    {
        JudgedBy = () => new OddBias(),
        Shows = [ExhibitKind.Biases, ExhibitKind.DeadUnits],
    };
}

/// <summary>Biases that decide the answer alone, or below which every unit of a hidden layer is dead.</summary>
internal sealed class OddBias() : SignalRule(Faults.OddBias)
{
    private const int FewestRows = 4;   // of a recorded batch that are not one class by chance; convention

    // convention: a lead of 4 in the logits is e^4 = 55 in the probabilities; it must beat what the inputs do twice over, and cost a loss
    // a third above guessing.
    private const double Deciding = 4, BeyondInputs = 2, Costs = 1.3;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is { Thief: SignalThief.Bias, Dead: { } dead } flow)
            yield return Stolen(flow, Fault.Warning(Grade.Strong, new Where(dead.Block.Name, "bias", Phases.Initialization),
                $"All {dead.Units} {dead.Block.Activation} units of {dead.Block.Name} are dead from the start: their biases are " +
                $"{dead.Bias:0.##} on average.",
                "Start the biases at 0.", flow.Numbers));
        if (facts is { FirstPass: { } pass, Start: { } start } && OutputBias(pass) is var (block, low, high, leads))
            yield return OfOutput(block, low, high, leads, start);
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.HasLoss || reading.Overshoot is not null || trace.Rows < FewestRows || trace.Outs == 1) yield break;
        if (trace.Layers[^1].Bias is not { } bias || !reading.Targets.Exclusive || !reading.LossIsFarAbovePrior(Costs)) yield break;
        double[] sorted = [.. bias.Values.OrderDescending()];
        double ahead = sorted[0] - sorted[1];
        int winner = bias.ArgMax(0), layer = trace.Layers.Count;
        if (ahead < Deciding || Enumerable.Range(0, trace.Rows).Any(row => reading.Run.Z[^1].ArgMax(row) != winner)) yield break;
        yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(layer), $"b{layer}", Phases.Initialization),
            $"the last bias of class {winner} is {Words.Number(sorted[0])}, {Words.Number(ahead)} above the next: "
            + $"every row is class {winner}",
            null, ("ahead", ahead)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(StartRepair.For(variant));

    private Judgement OfOutput(Block block, float low, float high, double leads, StartingPoint start)
    {
        if (leads > Deciding && leads > BeyondInputs * start.Spread && start.Ratio > Costs)
            return Suspected(Fault.Warning(Grade.Strong, new Where(block.Name, "bias", Phases.Initialization),
                $"{start.Evidence}: the biases of {block.Name} go from {low:0.##} to {high:0.##} while the inputs move its sums by " +
                $"{start.Spread:0.##}, so one answer is given to everything.",
                null, ("bias_range", leads)));
        return Fine($"Output biases from {low:0.##} to {high:0.##}.");
    }

    // Softmax sees differences only; a single unit that saturates sees the bias itself.
    private static (Block Block, float Low, float High, double Leads)? OutputBias(FirstPass pass)
    {
        Block output = pass.Signals[^1].Block;
        if (pass.Network.Parameters.FirstOrDefault(p => p.Layer == output.Layer && !p.IsKernel) is not { } bias) return null;
        ReadOnlySpan<float> values = pass.Network.Weights[bias];
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values) (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
        if (values.Length > 1) return (output, low, high, high - low);
        return (output, low, high, output.Function is { Saturates: true } ? Math.Abs(high) : 0);
    }
}
