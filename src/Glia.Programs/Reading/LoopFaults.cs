using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Rules;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// What is wrong with a program's loop and with no step of it: weights that are made anew in each round, one and the same batch in every
/// step, an update that stands behind the loop over the batches. Each is an error where copies show that it costs something.
/// </summary>
/// <param name="tape">What was recorded.</param>
/// <param name="steps">The steps that were read of it, the first one first.</param>
/// <param name="folder">The program's folder: names of files are told from there.</param>
internal sealed class LoopFaults(Tape tape, IReadOnlyList<RecordedStep> steps, string folder)
{
    // A round that comes again so many times at equal distances is a loop; so many rows show what is learned of all. Conventions.
    private const int FewestRounds = 3, MostRows = 1000;

    private RecordedStep First => steps[0];

    /// <summary>What is found.</summary>
    public IEnumerable<Finding> Find()
    {
        if (steps.Count == 0 || First.Loop is not { } loop) return [];
        return ((Finding?[])[MadeAnew(loop), SamePart(loop), BehindBatches(loop)]).OfType<Finding>();
    }

    // Whoever tries several rates or sizes makes weights anew as well, and trains each network for more than one pass over the rows.
    private Finding? MadeAnew(StepRows loop)
    {
        if (loop.Born < 0 || !tape.Births.TryGetValue(loop.Born, out int[]? births) || Distance(births) is not { } distance) return null;
        long round = Math.Max(1, distance / loop.Anchors), made = tape.Anchors / loop.Anchors;
        if (round > 1 && !(loop.Whole is { } rows && round * First.X.Rows <= rows)) return null;
        if (steps.Any(step => step.Rate != First.Rate) || !steps.Any(step => step.Step >= round)) return null;
        Statement? at = tape.NamedStatementAt(loop.Born);
        string name = at is { Targets: [var only] } ? only : "the weights";
        string after = round == 1 ? "after every step" : $"after every {Words.Count(round, "step")}, which take each row once at most";
        const string advice = "Make the weights once, before the loop over the epochs.";
        return Judged(Faults.ParameterNeverUpdated, at, "w1",
            $"{(name == "the weights" ? "The weights are" : $"{name} is")} made anew {after}: each round begins from nothing, and what " +
            "the rounds before it learned is lost.", advice,
            new Cost([.. steps.Select(step => (step.X, step.Y))], batches => batches, batches => batches, round, made)
            {
                IsShort = true,
            });
    }

    // The distance at which weights are made anew; null where there is no such.
    private static long? Distance(int[] births)
    {
        long[] distances = [.. births.Zip(births.Skip(1), (one, next) => (long)next - one)];
        return distances.Length >= FewestRounds - 1 && distances[0] > 0 && distances.All(distance => distance == distances[0])
            ? distances[0] : null;
    }

    private Finding? SamePart(StepRows loop)
    {
        int rows = First.X.Rows;
        if (steps.Count < FewestRounds || loop.Whole is not { } all || all < 2 * rows) return null;
        if (steps.Any(step => step.Loop is not { AreTheSame: true } || !IsSame(step.X, First.X) || !IsSame(step.Y, First.Y))) return null;
        if (!tape.Training.Loops.Any(one => one.Count is { } times && SameRows.MeansAll(times, rows, all))) return null;
        Statement? at = steps.Select(step => step.Loop?.Cut).FirstOrDefault(cut => cut is not null);
        long made = Math.Max(1, tape.Anchors / Math.Max(1, loop.Anchors));
        Cost? cost = loop.All is not { } known ? null : new Cost([.. Enumerable.Range(0, all / rows).Select(i =>
            (known.X.Take([.. Enumerable.Range(i * rows, rows)]), known.Y.Take([.. Enumerable.Range(i * rows, rows)])))],
            batches => [batches[0]], batches => batches, made, made);
        return Judged(Faults.TooFewSamples, at, "x", SameRows.Seen(rows, all), SameRows.Advice, cost);
    }

    // The gradients of all batches are computed, and those of the last one are used.
    private Finding? BehindBatches(StepRows loop)
    {
        if (loop.LeftOut is not { Count: > 0 } left) return null;
        int batches = left.Count + 1;
        long made = First.Steps ?? First.StepsAtLeast ?? Math.Max(1, tape.Anchors / Math.Max(1, loop.Anchors));
        Statement? at = First.Sources.GetValueOrDefault("w1");
        // Batches that are drawn anew come to their turn in another round.
        bool isLast = steps.Where(step => step.Step > 0).All(step => IsSame(step.X, First.X));
        return Judged(Faults.UnsuitableBatchSize, at, "w1",
            $"The gradients of {batches} batches are computed before the weights are changed once, and only those of the last batch are " +
            "used.", "Move the update into the loop over the batches, behind the gradients.",
            new Cost([.. left, (First.X, First.Y)], all => isLast ? [all[^1]] : all, all => all, made, made * batches));
    }

    private sealed record Cost(IReadOnlyList<(Matrix X, Matrix Y)> Batches, Func<IReadOnlyList<int[]>, IReadOnlyList<int[]>> AsItIs,
        Func<IReadOnlyList<int[]>, IReadOnlyList<int[]>> Mended, long Steps, long StepsMended)
    {
        /// <summary>Whether so many steps are made and no more, however many could be.</summary>
        public bool IsShort { get; init; }
    }

    private Finding Judged(Fault fault, Statement? at, string name, string seen, string advice, Cost? cost)
    {
        var where = new Where(Phase: Phases.Update) { Source = at?.Source(at.Targets is [var only] ? only : name, folder) };
        if (cost is null || Learned(cost) is not var (asItIs, mended, steps)) return fault.Warning(Grade.Certain, where, seen, advice);
        string evidence = $"{seen} A copy learns {Words.Percent(asItIs)} of what there is to learn in these rows so, and " +
            $"{Words.Percent(mended)} in {Words.Count(steps, "step")} where that is mended.";
        return mended - asItIs > Change.UsualHarm ? fault.Error(Grade.Certain, where, evidence, advice)
            : fault.Warning(Grade.Certain, where, evidence, advice);
    }

    private (double AsItIs, double Mended, int Steps)? Learned(Cost cost)
    {
        try
        {
            (Matrix x, Matrix y, List<int[]> batches) = Joined(cost.Batches);
            var arrays = TraceArrays.Of(First with { Steps = null, StepsAtLeast = null, Evaluation = null }, folder);
            Trace step = TraceReader.Read(arrays, "step");
            if (GivenRows.Of(step, x, y) is not { } copies) return null;
            int steps = copies.Affordable(batches.Max(batch => batch.Length), cost.StepsMended);
            if (steps < 1) return null;
            int fewer = (int)Math.Max(1, cost.IsShort ? Math.Min(cost.Steps, steps) : steps * cost.Steps / cost.StepsMended);
            return (copies.Learned(cost.AsItIs(batches), fewer), copies.Learned(cost.Mended(batches), steps), steps);
        }
        catch (GliaException)
        {
            return null;
        }
    }

    private static (Matrix X, Matrix Y, List<int[]> Batches) Joined(IReadOnlyList<(Matrix X, Matrix Y)> parts)
    {
        List<(Matrix X, Matrix Y)> taken = [];
        List<int[]> batches = [];
        int rows = 0;
        foreach (var part in parts)
        {
            if (rows + part.X.Rows > MostRows && batches.Count > 0) continue;
            if (part.X.Columns != parts[0].X.Columns || part.Y.Columns != parts[0].Y.Columns) continue;
            taken.Add(part);
            batches.Add([.. Enumerable.Range(rows, part.X.Rows)]);
            rows += part.X.Rows;
        }
        return (Of(taken.ConvertAll(part => part.X)), Of(taken.ConvertAll(part => part.Y)), batches);

        Matrix Of(List<Matrix> some) => new(rows, some[0].Columns, [.. some.SelectMany(one => one.Values)]);
    }

    private static bool IsSame(Matrix one, Matrix other) =>
        one.Rows == other.Rows && one.Columns == other.Columns && one.Values.AsSpan().SequenceEqual(other.Values);
}
