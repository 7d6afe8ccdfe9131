using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Fewer rows than classes, or a training part far smaller than what is held back (F16): usually a slice that was forgotten. How large the network is beside the data (F37) is a remark.</summary>
internal sealed class RowCount : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train } measured) return;
        int rows = train.Data.Rows, outputs = ExperimentFacts.OutputWidth(examination.Subject);
        int classes = measured.Targets is { HasClasses: true } view ? Math.Max(view.Classes, view.Kind is TargetKind.Binary ? 2 : outputs) : 0;
        int held = measured.Parts.Where(part => !part.IsTrain).Sum(part => part.Data.Rows);
        int different = new HashSet<ulong>(train.Scan.Fingerprints).Count;
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        (string, double)[] numbers = [("rows", rows), ("classes", classes), ("held_back", held)];
        if (SharedRows.DomainIsExhausted(train.Statistics, different))
            examination.Fine(Faults.TooFewSamples, $"{rows:N0} rows hold most of the different inputs there can be.");
        else if (classes > 2 && rows < 2 * classes)
            examination.Report(Faults.TooFewSamples.Error(Grade.Strong, where, $"There are {rows:N0} training rows for {classes} classes{(measured.Targets!.Classes < classes ? $", of which only {measured.Targets.Classes} occur" : "")}.", "Train on the whole set: look for a slice such as x[:5].", numbers));
        else if (held >= 10 * rows && rows < 1000)
        {
            Finding slice = Faults.TooFewSamples.Error(Grade.Strong, where, $"There are {rows:N0} training rows but {held:N0} held-back ones.", "Train on the whole set: look for a slice such as x[:5].", numbers);
            // Twenty times as many are certain; ten times as many may be meant where the rows suffice.
            if (held >= 20 * rows || rows < 10 * Math.Max(classes, 1)) examination.Report(slice);
            else examination.Suspect(slice with { Severity = Severity.Warning });
        }
        else if (rows < 10 * Math.Max(classes, 1))
            examination.Suspect(Faults.TooFewSamples.Warning(Grade.Likely, where, classes > 0 ? $"There are {rows:N0} training rows for {classes} classes." : $"There are {rows:N0} training rows.", null, numbers));
        else
            examination.Fine(Faults.TooFewSamples, $"{rows:N0} training rows{(classes > 0 ? $" for {classes} classes" : "")}.");
        if (examination.Subject.Network is { } network)
            examination.Fine(Faults.WrongCapacity, $"{network.TrainableCount:N0} weights for {rows:N0} rows; whether it is too large or too small shows in training.");
    }
}
