using Glia.Doctor.Findings;
using Glia.Layers;

namespace Glia.Doctor.Probes;

/// <summary>
/// Units of a hidden layer with equal weights and equal gradients (F40): no step can ever tell them apart. A last layer of zeros, or zeros below
/// random weights that give each unit its own gradient, are fine; so the gradients decide.
/// </summary>
internal sealed class SymmetricUnits : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Gradients;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { } pass }) return;
        foreach (BlockSignal signal in pass.Signals.SkipLast(1))
        {
            if (signal.Block is not { Layer: Dense, Units: >= 2 }) continue;
            Parameter kernel = pass.Network.Parameters.First(p => p.Layer == signal.Block.Layer && p.Name == "kernel");
            int twins = Twins(pass.Network.Weights[kernel], signal.Block.Units), alike = Twins(pass.Gradients[kernel], signal.Block.Units);
            if (twins < 0.5 * signal.Block.Units || alike < 0.5 * signal.Block.Units) continue;
            float first = pass.Network.Weights[kernel][0];
            bool noGradient = !pass.Gradients[kernel].ContainsAnyExcept(0f);
            var finding = Faults.ConstantWeights.Error(Grade.Strong, new Where(signal.Block.Name, "kernel", Phases.Initialization),
                $"{Math.Min(twins, alike)} of the {signal.Block.Units} units of {signal.Block.Name} start with the same weights (the first is {first:0.####}) and get {(noGradient ? "no gradient at all" : "the same gradient")}, so they stay one unit for ever.", null,
                ("twins", twins), ("units", signal.Block.Units));
            // Dropout gives each unit its own rows, which can tell them apart in time.
            if (signal.Block.Dropout > 0 || examination.Subject.Layers.Any(layer => layer is Dropout)) examination.Suspect(finding with { Severity = Severity.Warning, Grade = Grade.Strong });
            else examination.Report(finding);
            return;
        }
        examination.Fine(Faults.ConstantWeights, "The units of every hidden layer start different, or their gradients make them so.");
    }

    // Columns that equal another column.
    private static int Twins(ReadOnlySpan<float> matrix, int columns)
    {
        int rows = matrix.Length / columns, twins = 0;
        float largest = Kernels.Reduce.MaxAbs(matrix);
        var seen = new Dictionary<long, int>();
        for (int j = 0; j < columns; j++)
        {
            long key = 17;
            // Equal sums in another order differ in the last digits; 1e-4 of the largest entry is equal.
            for (int i = 0; i < rows; i++) key = key * 1_000_003 + (largest == 0 ? 0 : (long)Math.Round(matrix[i * columns + j] / largest * 1e4));
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }
        foreach (int count in seen.Values)
            if (count > 1) twins += count;
        return twins;
    }
}
