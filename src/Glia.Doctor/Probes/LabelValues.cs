using Glia.Data;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Labels that no longer name the classes (F08): divided, truncated, all equal, or only a few of the classes the output has.</summary>
internal sealed class LabelValues : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train, Targets: { } targets }) return;
        string loss = examination.Subject.Loss.Name;
        int outputs = ExperimentFacts.OutputWidth(examination.Subject);
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        // So few rows need not hold every class: that is a matter of their number (RowCount).
        bool enough = train.Data.Rows >= 2 * Math.Max(outputs, 1) && train.Data.Rows > 4;
        if (Divided(examination.Subject, targets) is { } divisor)
            examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where,
                $"The labels are fractions from {targets.Minimum:0.####} to {targets.Maximum:0.####}, whole numbers divided by {divisor}: they no longer name classes{(targets.Maximum < 1 ? ", and as whole numbers they are all 0" : "")}.",
                $"Divide only the inputs by {divisor}; pass the labels as whole numbers.", ("divisor", divisor), ("largest", targets.Maximum)));
        else if (enough && targets.Minimum == targets.Maximum && targets.Width == 1)
            examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where,
                $"All {train.Data.Rows:N0} targets are {targets.Minimum:0.####}, so the network learns to answer that whatever it sees.{Before(examination.Subject)}",
                null, ("distinct", 1)));
        else if (targets.HasClasses && targets.Classes == 1 && enough)
            examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where,
                $"All {train.Data.Rows:N0} rows are of class {targets.Values[0]}, so the network learns to answer that whatever it sees.{Before(examination.Subject)}", null, ("distinct", 1)));
        else if (Missing(train.Data, targets, outputs) is { } missing)
            Report(examination, targets, missing, train.Data.Rows, where);
        else if (loss == "sparse_categorical_crossentropy" && !targets.Whole && !Continuous(train.Data.Targets))
            examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where,
                $"The labels hold fractions (from {targets.Minimum:0.####} to {targets.Maximum:0.####}), of which {loss} uses only the whole part.", null, ("largest", targets.Maximum)));
        else
            examination.Fine(Faults.LabelsCorrupted, targets.HasClasses ? $"{targets.Classes} classes occur." : $"Targets from {targets.Minimum:0.####} to {targets.Maximum:0.####}.");
    }

    // How many classes the targets or the output have room for; null where those that occur are as many as can be expected.
    private static int? Missing(Dataset data, TargetView targets, int outputs)
    {
        if (data.Rows < 10 * outputs) return null;
        return targets.Kind == TargetKind.OneHot && targets.Classes < targets.Width && !FromOne(targets) ? targets.Width
            : targets.Kind == TargetKind.ClassNumbers && outputs >= 4 && targets.Classes * 2 <= outputs ? outputs : null;
    }

    // Numbers from 1 encoded as they are leave an empty first column, which does no harm.
    private static bool FromOne(TargetView targets) => targets.Values[0] == 1 && targets.Classes == targets.Width - 1;

    // Labels that were cut down or divided begin at 0 and have no gaps; classes left out on purpose leave gaps.
    private static void Report(ExperimentExamination examination, TargetView targets, int room, int rows, Where where)
    {
        bool cut = targets.Values[^1] == targets.Classes - 1;
        Finding finding = Faults.LabelsCorrupted.Warning(cut ? Grade.Strong : Grade.Likely, where,
            $"Only {targets.Classes} of the {room} classes that {(targets.Kind == TargetKind.OneHot ? "the one-hot targets" : "the outputs")} have room for occur among {rows:N0} labels: {string.Join(", ", targets.Values.Take(5))}{(targets.Classes > 5 ? ", ..." : "")}{(cut ? "; the network can never learn the others" : "")}.",
            "Compare the labels with the file they came from.", ("distinct", targets.Classes), ("outputs", room));
        examination.Report(cut ? finding with { Severity = Severity.Error } : finding);
    }

    // k/255 and the like where classes are asked for, in the targets or in the file they came from.
    private static int? Divided(ExperimentSubject subject, TargetView targets)
    {
        bool classesWanted = subject.Loss.Name is "sparse_categorical_crossentropy" or "categorical_crossentropy";
        if (!classesWanted) return null;
        if (subject.Raw is { Numbers: { Width: 1 } raw } && Divisor(raw.Values) is { } divisor) return divisor;
        return targets.Width == 1 && subject.Train is { } train ? Divisor(train.Targets.Values) : null;
    }

    private static int? Divisor(ReadOnlySpan<float> values)
    {
        foreach (int divisor in (ReadOnlySpan<int>)[255, 256, 10, 9, 100, 128])
        {
            bool whole = true, fraction = false;
            foreach (float value in values)
            {
                double times = value * (double)divisor;
                whole &= Math.Abs(times - Math.Round(times)) < 1e-4 * Math.Max(1, Math.Abs(times));
                fraction |= value != MathF.Floor(value);
                if (!whole) break;
            }
            if (whole && fraction) return divisor;
        }
        return null;
    }

    // Nearly every row a number of its own: measurements, about which another probe speaks.
    private static bool Continuous(Targets targets) => new HashSet<float>(targets.Values.ToArray()).Count > targets.Rows / 5;

    private static string Before(ExperimentSubject subject)
    {
        if (subject.Raw is not { Numbers: { } raw }) return "";
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in raw.Values) (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
        return low < high ? $" In the file they go from {low:0.####} to {high:0.####}." : "";
    }
}
