using System.Globalization;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Rules;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Perceptrons;

/// <summary>
/// Judges units with a threshold by what they answer in the end, and finds out by training whether any weights would do. A rate is no
/// matter where they start from zero.
/// </summary>
/// <param name="name">What to call the program.</param>
/// <param name="folder">Its folder: names of files are told from there.</param>
internal sealed class PerceptronDoctor(string name, string folder)
{
    // What is gained by a change must be a tenth of the rows, and two of them. Conventions.
    private const double Clearly = 0.1;
    private const int Fewest = 2;

    // Weights are looked for in so many steps: less than a second. Conventions.
    private const int MostSteps = 1_000_000, LeastRounds = 1000, MostRounds = 20_000;

    // A run that is so many times as long as one from zero need be is not too short. A convention.
    private const long Twice = 2;

    // Of units that are trained by the same lines a cause is looked for in so many at most. A convention.
    private const int MostTried = 3;

    private readonly Examination _examination = new(name);

    /// <summary>What was understood, in words.</summary>
    /// <param name="units">The units.</param>
    public static string Understood(IReadOnlyList<ThresholdUnit> units)
    {
        ThresholdUnit last = units[^1];
        int several = units.Count / last.Units;
        string trained = several > 1 ? $"{several} perceptrons, one after the other, the last with" : "a perceptron with";
        return string.Create(CultureInfo.InvariantCulture, $"{trained} a threshold, {last.Weights.Length}-{last.Units}");
    }

    /// <summary>Judges them.</summary>
    /// <param name="units">The units in the order in which they were trained.</param>
    public ExaminationResult Judge(IReadOnlyList<ThresholdUnit> units)
    {
        var failed = new List<(ThresholdUnit Unit, string Shown)>();
        foreach (var (index, unit) in units.Index())
        {
            if (unit.X.Rows == 0) continue;
            string which = units.Count == 1 ? "In the end it" : $"Unit {index + 1} of {units.Count}, in the end,";
            string shown = $"{which} answers {unit.Right:N0} of {Words.Count(unit.X.Rows, "row")} right";
            if (!IsSound(unit, shown)) failed.Add((unit, shown));
        }
        // What keeps one unit from learning keeps others of the same lines as well, such as those of other folds: where it shows least
        // is looked at last, and of hundreds nobody waits for each.
        foreach (var alike in failed.GroupBy(one => (one.Unit.Product?.Line, one.Unit.Change?.Line)))
        {
            foreach (var (unit, shown) in alike.OrderBy(one => Learned(one.Unit, one.Unit.Right)).Take(MostTried))
                if (FindCause(unit, shown)) break;
        }
        return new ExaminationResult(_examination.Conclude());
    }

    // Whether nothing has to be found out about it: it learned, or goes the wrong way.
    private bool IsSound(ThresholdUnit unit, string shown)
    {
        if (unit.Direction < 0)
            Report(Faults.UpdateAdded.Error(Grade.Certain, At(Phases.Update, unit.Change, "weights"),
                $"{shown}: each change of the weights moves the sum away from what is wanted, down where it is too low and up where " +
                "it is too high.",
                "Turn the sign of the change: w = w + learning_rate * (wanted - answered) * x."));
        else if (Learned(unit, unit.Right) >= OwnRun.NearlyAll)
            _examination.Fine(Faults.AccuracyAtChance, $"{shown}.");
        else
            return false;
        return true;
    }

    // What it knows with so many right answers: 0 is what always giving the more frequent one gets, 1 is everything.
    private static double Learned(ThresholdUnit unit, int right)
    {
        int rows = unit.X.Rows, most = unit.MostFrequent;
        return rows == most ? (double)right / rows : (double)(right - most) / (rows - most);
    }

    // Whether it was found.
    private bool FindCause(ThresholdUnit unit, string shown)
    {
        int rows = unit.X.Rows, right = unit.Right, rounds = Math.Clamp(MostSteps / rows, LeastRounds, MostRounds);
        bool hasBias = unit.Pull != 0 || unit.HasConstant;
        Separation found = Best(unit, rounds);
        int best = Math.Max(found.Right, right);
        if (!hasBias && Separation.Of(unit.X, unit.Y, hasBias: true, rounds) is var free && IsClearly(free.Right - best, rows))
        {
            Report(Faults.MissingBias.Error(Grade.Strong, At(Phases.Specification, unit.Product, "weights"),
                $"{shown}, and without a bias no weights were found that answer more than {best:N0}; with one, {free.Right:N0} are.",
                "Add a bias that is changed as the weights are, with an input that is always 1."));
            return true;
        }
        if (found.IsWhole && IsClearly(rows - right, rows) && IsEarly(unit, shown, found, rounds)) return true;
        Matrix standardized = Standardized(unit.X);
        int made = unit.Passes is { } passes ? (int)Math.Clamp(passes / rows, 1, rounds) : rounds;
        var scaled = Separation.Of(standardized, unit.Y, hasBias: true, made);
        Separation asTheyAre = Best(unit, made);
        if (hasBias && IsClearly(scaled.Last - Math.Max(asTheyAre.Last, right), rows))
        {
            Report(Faults.InputsNotScaled.Error(Grade.Strong, At(Phases.Data, unit.Product, "x"),
                $"{shown}. Its inputs lie between {Words.Number(unit.X.Values.Min())} and {Words.Number(unit.X.Values.Max())}; with each " +
                $"column standardized as many rounds end with {scaled.Last:N0}, and without with {asTheyAre.Last:N0}.",
                "Standardize each column: x = (x - mean) / deviation, both of the training rows."));
            return true;
        }
        // Whose rows one straight border tells apart, all but a few, needs no second one.
        if (Learned(unit, best) < OwnRun.NearlyAll && Beyond.Of(standardized, unit.Y, hasBias: true, rounds) is var beyond
            && IsClearly(beyond.Network - Math.Max(beyond.Line, beyond.OfAll(right)), beyond.Rows))
        {
            Report(Faults.WrongCapacity.Error(Grade.Strong, At(Phases.Specification, unit.Product, "weights"),
                $"{shown}, and no weights were found for more than {best:N0}: one unit has one straight border between its answers. " +
                beyond.Said,
                "Add a hidden layer whose function has a derivative, such as sigmoid or tanh; a threshold has none to train it by."));
            return true;
        }
        _examination.Undecided(Faults.AccuracyAtChance,
            $"{shown}, where the more frequent answer alone gets {unit.MostFrequent:N0}; no weights were found for more than {best:N0}.");
        return false;
    }

    // The best weights from zero. What no step changes is a bias all the same where it is not zero: a fixed threshold, of which only the
    // limits may be known.
    private static Separation Best(ThresholdUnit unit, int rounds) => new[] { unit.Threshold, unit.Low, unit.High }.Distinct()
        .Select(threshold => Separation.From(new double[unit.Weights.Length], unit.Pull != 0 ? 0 : unit.Offset - threshold, unit.X, unit.Y,
            unit.Pull != 0, unit.Length, rounds))
        .MaxBy(found => found.Right)!;

    // The rows can be told apart: whether the steps are too few, or too short for the weights they begin with.
    private bool IsEarly(ThresholdUnit unit, string shown, Separation fromZero, int rounds)
    {
        var on = Separation.From(unit.Weights, unit.Offset - unit.Threshold, unit.X, unit.Y, unit.Pull != 0, unit.Length, rounds);
        string rest = on.IsWhole ? $"after {Words.Count(on.Rounds, "more round")} of them all are"
            : $"{Words.Count(rounds, "more round")} of them do not change that";
        bool isLong = unit.Passes >= Twice * fromZero.Rounds * unit.X.Rows;
        if (unit.Start.Any(weight => weight != 0) && (isLong || !on.IsWhole))
            Report(Faults.LearningRateTooLow.Error(Grade.Strong, At(Phases.Update, unit.Change, "learning_rate"),
                $"{shown}; {rest}. A step moves the weights by {Words.Number(unit.Length)} of a row, which is little beside what they " +
                $"begin with: from zero {Words.Count(fromZero.Rounds, "round")} are enough.",
                "Begin with weights of 0, or raise the rate."));
        else if (on.IsWhole)
            Report(Faults.StoppedTooEarly.Error(Grade.Strong, At(Phases.Training, unit.Change, "weights"), $"{shown}; {rest}.",
                "Train for longer: until a round changes nothing."));
        else
            return false;
        return true;
    }

    private static Matrix Standardized(Matrix x)
    {
        var result = new Matrix(x.Rows, x.Columns);
        for (int column = 0; column < x.Columns; column++)
        {
            double[] values = [.. Enumerable.Range(0, x.Rows).Select(row => x[row, column])];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            for (int row = 0; row < x.Rows; row++) result[row, column] = deviation > 0 ? (values[row] - mean) / deviation : 0;
        }
        return result;
    }

    private static bool IsClearly(int gained, int rows) => gained >= Math.Max(Clearly * rows, Math.Min(Fewest, rows));

    private Where At(string phase, Statement? line, string what) => new(Phase: phase) { Source = line?.Source(what, folder) };

    // The first of several units that has a fault stands for all.
    private void Report(Finding finding)
    {
        if (!_examination.HasAtLeast(finding.Fault, finding.Severity)) _examination.Report(finding);
    }
}
