using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Probes;

/// <summary>
/// Rows sorted by class that are fed in that order, or whose tail was cut off for validation (F12). Sorted files are common and harmless
/// where the rows are shuffled before both.
/// </summary>
internal sealed class LabelOrder : Probe
{
    // With so many updates inside one class the network forgets the classes before it.
    private const int UpdatesThatForget = 5;

    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets: { Classes: > 0 } targets, Train: { } train }) return;
        // One class is all that is left where the others were cut off; without a cut that is the labels' fault (F08).
        if (targets.Classes == 1 && !examination.Subject.PositionalSplit) return;
        FitOptions options = examination.Subject.Options;
        int rows = targets.Labels.Count, runs = 1;
        for (int i = 1; i < rows; i++)
            if (targets.Labels[i] != targets.Labels[i - 1]) runs++;
        double expected = 1 + (rows - 1) * (1 - targets.Counts().Sum(count => Math.Pow((double)count / rows, 2)));
        bool sorted = rows >= 20 && runs < 0.2 * expected;
        if (HeldBackClasses(examination, targets, sorted)) return;
        bool fedInOrder = options is { Shuffle: false, Sampling: Sampling.Epoch };
        double updates = (double)rows / runs / Math.Min(options.BatchSize, rows);
        string evidence = $"The {rows:N0} labels change class {runs - 1:N0} times from row to row, where a shuffled file changes {expected - 1:N0} times";
        if (!sorted || !fedInOrder || options.BatchSize >= rows)
        {
            examination.Fine(Faults.SortedWithoutShuffle, $"{evidence}; {(fedInOrder ? "the rows are fed as they lie" : "the rows are shuffled before every epoch")}.");
            return;
        }
        evidence += $", and shuffle is false: {(updates >= 1 ? $"about {updates:0} updates in a row see" : "a batch sees")} a single class, and the last one wins.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("runs", runs), ("runs_expected", expected), ("updates_in_a_run", updates)];
        if (updates >= UpdatesThatForget) examination.Report(Faults.SortedWithoutShuffle.Error(Grade.Strong, where, evidence, "Set shuffle to true.", numbers));
        else examination.Suspect(Faults.SortedWithoutShuffle.Warning(Grade.Likely, where, evidence, "Set shuffle to true.", numbers));
    }

    // Classes of the held-back parts that training never sees, and classes that were all cut off.
    private static bool HeldBackClasses(ExperimentExamination examination, TargetView targets, bool sorted)
    {
        if (targets.Kind is not (TargetKind.ClassNumbers or TargetKind.OneHot or TargetKind.Binary)) return false;
        foreach (Part part in examination.Facts.Parts.Where(part => !part.IsTrain && part.Data.Targets.Width == targets.Width))
        {
            int rows = part.Data.Rows, train = targets.Labels.Count;
            int[] counts = targets.Counts();
            var held = new SortedDictionary<float, int>();
            for (int row = 0; row < rows; row++)
            {
                float value = targets.ClassOf(part.Data.Targets[row]);
                held[value] = held.GetValueOrDefault(value) + 1;
            }
            int starved = held.Where(one => Starved(one.Key, one.Value)).Sum(one => one.Value);
            double apart = 0.5 * targets.Values.Union(held.Keys).Sum(value => Math.Abs((double)held.GetValueOrDefault(value) / rows - (double)Count(value) / train));
            // Half the mass in other classes than in training, and more than drawing so few rows among so many classes explains.
            bool another = apart > 0.5 + 0.8 * Math.Sqrt((double)targets.Classes / rows);
            if ((starved < 0.2 * rows && !another) || train < 20) continue;
            // All of them are there, in no order, and some are merely rare: that is how the rows were collected.
            if (!sorted && held.Keys.All(value => Count(value) > 0))
                examination.Report(Faults.ClassImbalance.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                    $"{starved:N0} of the {rows:N0} {part.Name} rows are of classes of which training has hardly any rows ({string.Join(", ", held.Keys.Where(value => Starved(value, held[value])).Take(5).Select(value => $"class {value}: {Count(value):N0} of {train:N0}"))}).", null, ("starved", starved), ("rows", rows)));
            else examination.Report(Faults.SortedWithoutShuffle.Error(Grade.Strong, new Where(Parameter: $"y ({part.Name})", Phase: Phases.Data),
                $"The {rows:N0} {part.Name} rows are of {held.Count} {(held.Count == 1 ? "class" : "classes")} ({string.Join(", ", held.Keys.Take(5))}), and training has {(starved > 0 ? $"hardly any or no rows like {starved:N0} of them" : "other shares of them")}: the rows are sorted by class, and the {part.Name} part is their end.",
                $"Shuffle the rows before the {part.Name} part is cut off.", ("starved", starved), ("rows", rows), ("distance_of_shares", apart)));

            bool Starved(float value, int there) => 10.0 * Count(value) / train < (double)there / rows;

            int Count(float value) => targets.Values.ToList().IndexOf(value) is var at and >= 0 ? counts[at] : 0;
            return true;
        }
        return false;
    }
}
