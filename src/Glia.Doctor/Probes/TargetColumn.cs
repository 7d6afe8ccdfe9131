using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>The target among the inputs (F17): a column that is the target itself, up to scaling.</summary>
internal sealed class TargetColumn : Probe
{
    private const double Same = 0.999999;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train, Targets: { } targets }) return;
        if (targets.Kind == TargetKind.Inputs)
        {
            examination.Report(Faults.TargetInsideInputs.Note(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                "The targets are the inputs themselves, as in an autoencoder.", "Nothing, if that is meant; otherwise pass the labels as targets."));
            return;
        }
        Sample sample = train.Sample;
        // One feature and its target may well be proportional: y = 2 x + 1 is a task.
        if (sample.Width < 2 || sample.Count < 20 || (!targets.HasClasses && targets.Width > 1)) return;
        double[] wanted = new double[sample.Count];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = targets.HasClasses ? targets.Values[targets.Labels[sample.Rows[i]]] : train.Data.Targets[sample.Rows[i]][0];
        int copy = -1, closest = -1;
        double strongest = 0;
        for (int j = 0; j < sample.Width; j++)
        {
            double correlation = Math.Abs(Correlation(sample, j, wanted));
            if (correlation > Same && copy < 0) copy = j;
            else if (correlation > strongest) (strongest, closest) = (correlation, j);
        }
        string Name(int column) => train.Data.FeatureNames is { } names ? names[column] : $"column {column}";
        if (copy < 0)
            examination.Fine(Faults.TargetInsideInputs, $"No input column is the target; the closest is {(closest < 0 ? "none" : $"{Name(closest)}, correlation {strongest:0.000}")}.");
        else if (targets.HasClasses || strongest < 0.9 || sample.Width > 3)
            examination.Report(Faults.TargetInsideInputs.Error(Grade.Strong, new Where(Parameter: "x", Phase: Phases.Data),
                $"Input {Name(copy)} is the target itself: in all {sample.Count:N0} rows looked at the one gives the other exactly. The network has only to copy it, and will know nothing where it is missing.",
                $"Remove {Name(copy)} from the inputs.", ("column", copy)));
        else
            examination.Suspect(Faults.TargetInsideInputs.Warning(Grade.Weak, new Where(Parameter: "x", Phase: Phases.Data), $"Input {Name(copy)} is proportional to the target.", null, ("column", copy)));
    }

    private static double Correlation(Sample sample, int column, double[] wanted)
    {
        int n = wanted.Length;
        double meanX = 0, meanY = 0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < n; i++)
        {
            meanX += sample.Inputs[i * sample.Width + column];
            meanY += wanted[i];
        }
        (meanX, meanY) = (meanX / n, meanY / n);
        for (int i = 0; i < n; i++)
        {
            double x = sample.Inputs[i * sample.Width + column] - meanX, y = wanted[i] - meanY;
            (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
