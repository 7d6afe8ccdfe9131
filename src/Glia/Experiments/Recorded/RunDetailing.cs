using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Kernels;

namespace Glia.Experiments.Recorded;

/// <summary>Makes the details of a run that is over.</summary>
internal static class RunDetailing
{
    // Rows of the training part that are shown as the network gets them, and rows over which their figures are taken.
    private const int Shown = 24, Measured = 500;

    // The pass whose changes are shown where pictures are changed at random: the first epoch's.
    private const uint FirstPass = 0;

    /// <summary>The details of a run.</summary>
    /// <param name="run">The run, judged.</param>
    /// <param name="watch">What watched it.</param>
    /// <param name="trainSeconds">Seconds spent in steps.</param>
    /// <param name="findings">What a doctor that watched had to say; null for nobody.</param>
    public static RunDetails Of(ExperimentRun run, RunWatch watch, double trainSeconds, JsonArray? findings)
    {
        long judged = Stopwatch.GetTimestamp();
        PreparedData data = run.Data;
        PictureFormat? pictures = PictureFormat.Of(data);
        RowValues? values = pictures is null ? new RowValues(data) : null;
        Dataset part = data.Test ?? data.Training;
        int room = pictures is null ? int.MaxValue : Math.Max(0, pictures.Most - Shown);
        var examination = run.Network.OutputShape.Positions > 1 ? null
            : new RowExamination(run, part, Numbers(part, data.Test is null ? 0 : data.FirstTestRow), values);
        (IReadOnlyList<int> kept, int worst) = examination?.Choose(room) ?? ([], 0);
        int[] shown = RowExamination.Evenly(data.Training.Rows, Math.Min(Shown, pictures?.Most ?? Shown));
        string[] names = values is null ? [] : Names(data.Training);
        return new RunDetails
        {
            Part = data.Test is null ? "training" : "test",
            RowsAre = data.RowsAre,
            AskedRows = examination?.Asked ?? 0,
            ValueNames = values?.Names ?? [],
            Rows = [.. kept.Select(number => examination!.Row(number))],
            Worst = [.. Enumerable.Range(0, worst)],
            Calibration = examination?.Calibration(),
            Ranking = examination?.Ranking(),
            Scatter = examination?.Scatter() ?? [],
            Seen = Seen(run, names, [.. shown.Select(Training)]),
            Steps = watch.Steps,
            Layers = watch.Layers,
            LayerTimes = LayerTimes.Of(run),
            Machine = RunMachine.Of(run.Trainer.Workers),
            Data = watch.Fingerprint,
            PartRows = (data.Training.Rows, data.Validation?.Rows ?? 0, data.Test?.Rows ?? 0),
            Findings = findings,
            Pictures = pictures?.Pictures(kept.Count + shown.Length,
            [
                .. kept.Select(number => pictures.Of(part.Inputs, examination!.RowOf(number))), .. shown.Select(Shot),
            ]),
            Seconds = new RunTimes(Seconds(run.Started, watch.Began), trainSeconds,
                Math.Max(0, run.Clock.Earlier + Seconds(watch.Began, run.Fitted) - trainSeconds), Seconds(run.Fitted, judged),
                Stopwatch.GetElapsedTime(judged).TotalSeconds),
        };

        // As training sees it: changed, where the experiment says so.
        byte[] Shot(int row) => data.Training.Pictures?.Shown(row, run.Trainer.Seed, FirstPass) ?? pictures.Of(data.Training.Inputs, row);

        RowNumbers Numbers(Dataset of, int first) => new(of.Inputs, first, data.Files);

        RecordedRow Training(int row)
        {
            RowNumbers numbers = Numbers(data.Training, 0);
            var inputs = new float[data.Training.Inputs.Shape.Size];
            data.Training.GatherForTraining([row], inputs, run.Trainer.Seed, FirstPass, Workers.Single);
            return new RecordedRow
            {
                Number = numbers.Of(row),
                File = numbers.FileOf(row),
                Loss = double.NaN,
                // A sequence has a class at each step, and no one class.
                True = run.ClassNames is null || run.Network.OutputShape.Positions > 1 ? -1
                    : Metrics.Accuracy.For(data.Training.Targets, run.Network.OutputShape, run.AnswersBySign)
                        .Expected(data.Training.Targets[row]),
                // As the network gets them: scaled.
                Values = values is null ? []
                    : [.. inputs.Take(names.Length).Select(value => value.ToString("G4", CultureInfo.InvariantCulture))],
            };
        }
    }

    private static SeenInputs Seen(ExperimentRun run, string[] names, RecordedRow[] rows)
    {
        PreparedData data = run.Data;
        int[] measured = RowExamination.Evenly(data.Training.Rows, Measured);
        int size = data.Training.Inputs.Shape.Size;
        var values = new float[size];
        double sum = 0, squares = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (int row in measured)
        {
            data.Training.GatherForTraining([row], values, run.Trainer.Seed, FirstPass, Workers.Single);
            foreach (float value in values)
            {
                sum += value;
                squares += (double)value * value;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }
        }
        double mean = sum / ((double)measured.Length * size);
        double variance = squares / ((double)measured.Length * size) - mean * mean;
        return new SeenInputs(names, rows, least, most, mean, Math.Sqrt(Math.Max(0, variance)))
        {
            AreChanged = run.Experiment.Augment is not null,
        };
    }

    // The features are those of the network: a category is several.
    private static string[] Names(Dataset data)
    {
        int shown = Math.Min(RowValues.MostColumns, data.Inputs.Shape.Size);
        return data.FeatureNames is { } names
            ? names[..shown]
            : [.. Enumerable.Range(0, shown).Select(feature => $"feature {feature}")];
    }

    private static double Seconds(long from, long to) => Math.Max(0, Stopwatch.GetElapsedTime(from, to).TotalSeconds);
}
