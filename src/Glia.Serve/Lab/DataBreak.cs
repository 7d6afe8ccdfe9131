using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Serve.Lab;

/// <summary>
/// A fault in the data, put into the training part: the test part stays as it is, so that what is learned is judged by what is true. What
/// is refused before anything is trained, such as a value that is missing, is none.
/// </summary>
internal sealed class DataBreak
{
    // A drawing of its own, so that nothing that an experiment draws changes with it.
    private const int Seed = 77;

    // What the benchmark's mutants have: shares of labels and of rows, and how many rows are few.
    private const double ByChance = 0.4, OneClass = 0.97;
    private const int FewRows = 5;

    private readonly Func<Rows, LoadedData?> _make;
    private readonly bool _keepsOrder;

    private DataBreak(string code, string name, Func<Rows, LoadedData?> make, bool keepsOrder = false) =>
        (Fault, Name, _make, _keepsOrder) = (Fault.Find(code)!, name, make, keepsOrder);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DataBreak> All { get; } =
    [
        new("GLIA003", "a column that never changes", rows => rows.Rewritten((_, inputs) => inputs[0] = 1)),
        new("GLIA009", "labels of other rows", rows => rows.WithTargetsOf(rows.Shuffled(Seed))),
        new("GLIA010", "40 % of the labels by chance", rows =>
        {
            var random = new System.Random(Seed);
            return rows.Relabelled(label => random.NextDouble() < ByChance ? random.Next(rows.Classes) : label);
        }),
        new("GLIA011", "one class has 97 % of the rows", rows => rows.Classes < 2 ? null : rows.Taken(rows.MostlyFirst(OneClass))),
        new("GLIA012", "sorted by class, never shuffled", rows => rows.Classes < 2 ? null : rows.Taken(rows.Sorted()), keepsOrder: true),
        new("GLIA013", "the test rows are trained on as well", rows => rows.Taken([.. rows.All, .. rows.Test])),
        new("GLIA015", "half of the rows again, with another label", rows => rows.Again(rows.Training / 2)),
        new("GLIA016", "the first five rows alone", rows => rows.Taken([.. rows.All.Take(FewRows)])),
        new("GLIA017", "the answer is among the columns", rows => rows.WithAnswerAsColumn()),
    ];

    /// <summary>The fault it is.</summary>
    public Fault Fault { get; }

    /// <summary>What exactly is done, in a few words.</summary>
    public string Name { get; }

    /// <summary>An experiment and its data with the fault; null where it makes no sense in them.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="data">Its data; not changed.</param>
    public (Experiment, LoadedData)? In(Experiment experiment, LoadedData data)
    {
        var rows = Rows.Of(experiment, data);
        if (rows.Test.Length == 0 || _make(rows) is not { } broken) return null;
        return (experiment with
        {
            Data = experiment.Data with { Split = ExperimentSplit.Standard },
            Training = _keepsOrder ? experiment.Training with { Shuffle = false } : experiment.Training,
        }, broken);
    }

    // The training rows in front and the test rows behind, as the experiment parts them.
    private sealed record Rows(LoadedData Data, int Training)
    {
        public static Rows Of(Experiment experiment, LoadedData data)
        {
            var parts = PartRows.Of(experiment, data);
            int[] test = parts.Test ?? [], training = parts.Training ?? [.. Enumerable.Range(0, data.Rows)];
            int[] all = [.. training, .. parts.Validation ?? []];
            return new Rows(data.Select([.. all, .. test]) with { StandardTestRows = test.Length }, all.Length);
        }

        public int Classes => Data.Classes is null ? 0 : Data.ClassNames!.Length;

        public int[] All => [.. Enumerable.Range(0, Training)];

        public int[] Test => [.. Enumerable.Range(Training, Data.Rows - Training)];

        public int[] Shuffled(int seed)
        {
            int[] order = All;
            new System.Random(seed).Shuffle(order);
            return order;
        }

        public int[] Sorted() => [.. All.OrderBy(row => Data.Classes![row])];

        // All rows of the first class and as few of the others as make it the given share.
        public int[] MostlyFirst(double share)
        {
            int first = All.Count(row => Data.Classes![row] == 0);
            int each = Math.Max(1, (int)(first * (1 - share) / share / (Classes - 1)));
            var taken = new int[Classes];
            return [.. All.Where(row => Data.Classes![row] == 0 || taken[Data.Classes[row]]++ < each)];
        }

        public LoadedData Taken(int[] training) =>
            Data.Select([.. training, .. Test]) with { StandardTestRows = Test.Length };

        public LoadedData WithTargetsOf(int[] others)
        {
            int[] from = [.. others, .. Test];
            return Data.Classes is { } classes
                ? Data.With(Data.Inputs, Array.ConvertAll(from, row => classes[row]), Data.ClassNames!)
                : Data.With(Data.Inputs, Data.Numbers!.Select(from));
        }

        public LoadedData? Relabelled(Func<int, int> label) => Classes < 2 ? null
            : Data.With(Data.Inputs, [.. Data.Classes!.Select((was, row) => row < Training ? label(was) : was)], Data.ClassNames!);

        public LoadedData? Again(int count)
        {
            if (Classes < 2) return null;
            LoadedData twice = Taken([.. All, .. All.Take(count)]);
            return twice.With(twice.Inputs, [.. twice.Classes!.Select((label, row) =>
                row >= Training && row < Training + count ? (label + 1) % Classes : label)], Data.ClassNames!);
        }

        // Of a table alone: a picture has pixels that never change anyway.
        public LoadedData? Rewritten(Action<int, Span<float>> change) => Data.AreImages || Data.Inputs.Shape.Rank != 1 ? null
            : Inputs(Data.Inputs.Shape.Size, change);

        public LoadedData? WithAnswerAsColumn()
        {
            if (Data.AreImages || Data.Inputs.Shape.Rank != 1 || Data.Numbers is { Width: > 1 }) return null;
            LoadedData wider = Inputs(Data.Inputs.Shape.Size + 1, (row, inputs) =>
                inputs[^1] = Data.Classes is { } classes ? classes[row] : Data.Numbers![row][0]);
            return wider with { FeatureNames = Data.FeatureNames is { } names ? [.. names, "answer"] : null, Columns = null };
        }

        private LoadedData Inputs(int width, Action<int, Span<float>> change)
        {
            int own = Data.Inputs.Shape.Size;
            var values = new float[checked(Data.Rows * width)];
            for (int row = 0; row < Data.Rows; row++)
            {
                Span<float> inputs = values.AsSpan(row * width, width);
                Data.Inputs.Gather([row], inputs[..own]);
                change(row, inputs);
            }
            var features = new FloatFeatures(values, width);
            return Data.Classes is { } classes ? Data.With(features, classes, Data.ClassNames!) : Data.With(features, Data.Numbers!);
        }
    }
}
