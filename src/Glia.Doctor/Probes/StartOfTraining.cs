using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// The loss before the first step beside what an undecided network has: ln K for K classes, ln 2 for yes or no, the variance for values (S15).
/// Far above it with widely spread outputs, the weights are too large (F41) where they are, and the inputs where they are not. Biases that decide
/// alone are F43.
/// </summary>
internal sealed class StartOfTraining : Probe
{
    private const double FarAbove = 4, Above = 2, WideLogits = 5, LargeGain = 3, DecidingBias = 4;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Forward;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { } pass, Targets: { } targets, Train: { } train }) return;
        double undecided = Undecided(examination.Subject, targets, train), ratio = pass.Start.Loss / undecided;
        string evidence = $"The loss before the first step is {pass.Start.Loss:0.##}, where a network that does not know yet has about {undecided:0.##}";
        BlockSignal? worst = pass.Signals.FirstOrDefault(signal => signal.Gain > LargeGain && !signal.Block.Normalized);
        bool large = worst is not null;
        bool classes = targets.Kind is TargetKind.OneHot or TargetKind.ClassNumbers or TargetKind.Binary or TargetKind.Distribution;
        bool wide = classes ? pass.Start.Spread > WideLogits : ratio > 50;
        (string, double)[] numbers = [("loss", pass.Start.Loss), ("expected", undecided), ("output_spread", pass.Start.Spread), ("gain", worst?.Gain ?? 0)];
        if (large && wide && (ratio > Above || !double.IsFinite(pass.Start.Loss)))
        {
            Finding finding = Faults.WeightsTooLarge.Warning(Grade.Strong, new Where(worst!.Block.Name, "kernel", Phases.Initialization),
                $"{evidence}; its outputs spread by {pass.Start.Spread:0.#}, because the weights of {worst.Block.Name} are about {worst.Gain / 1.4142:0.#} times larger than their number of inputs allows.", null, numbers);
            if (ratio > FarAbove || !double.IsFinite(pass.Start.Loss)) examination.Report(finding with { Severity = Severity.Error });
            else examination.Suspect(finding with { Grade = Grade.Likely });
        }
        else
        {
            examination.Fine(Faults.WeightsTooLarge, $"{evidence}; its outputs spread by {pass.Start.Spread:0.###}.");
        }
        Biases(examination, pass, evidence, ratio);
    }

    private static void Biases(ExperimentExamination examination, FirstPass pass, string evidence, double ratio)
    {
        BlockSignal output = pass.Signals[^1];
        Parameter? bias = pass.Network.Parameters.FirstOrDefault(p => p.Layer == output.Block.Layer && p.Name == "bias");
        if (bias is null) return;
        ReadOnlySpan<float> values = pass.Network.Weights[bias];
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in values) (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
        // Softmax sees differences only; a single sigmoid sees the bias itself.
        double deciding = values.Length == 1 ? (output.Block.Activation is "sigmoid" or "tanh" ? Math.Abs(high) : 0) : high - low;
        if (deciding > DecidingBias && deciding > 2 * pass.Start.Spread && ratio > 1.3)
            examination.Suspect(Faults.OddBias.Warning(Grade.Strong, new Where(output.Block.Name, "bias", Phases.Initialization),
                $"{evidence}: the biases of {output.Block.Name} go from {low:0.##} to {high:0.##} while the inputs move its sums by {pass.Start.Spread:0.##}, so one answer is given to everything.", null, ("bias_range", deciding)));
        else
            examination.Fine(Faults.OddBias, $"Output biases from {low:0.##} to {high:0.##}.");
    }

    private static double Undecided(ExperimentSubject subject, TargetView targets, Part train)
    {
        // One of them for each position where the output has more than one dimension.
        int outputs = subject.Network?.OutputShape.Last ?? ExperimentFacts.OutputWidth(subject);
        switch (subject.Loss.Name)
        {
            case "categorical_crossentropy" or "sparse_categorical_crossentropy": return Math.Log(Math.Max(2, outputs));
            case "binary_crossentropy": return Math.Log(2);
            default:
                // The mean square of the targets: what a network that answers 0 has.
                double square = 0;
                foreach (float value in train.Data.Targets.Values) square += (double)value * value;
                square /= train.Data.Targets.Values.Length;
                return Math.Max(1e-12, subject.Loss.Name == "mean_squared_error" ? Math.Max(square, targets.HasClasses ? 0.25 : 0) : Math.Sqrt(square));
        }
    }
}
