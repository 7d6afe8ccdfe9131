using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Facts;
using Glia.Doctor.Trials;
using Glia.Kernels;
using Glia.Training;

namespace Glia.DoctorBench.Scoring;

/// <summary>Whether following the doctor pays: the patient and the program with every proposed repair, both trained to the end.</summary>
/// <param name="Before">The patient's skill on honest rows: 0 is guessing, 1 is perfect.</param>
/// <param name="After">The mended program's.</param>
/// <param name="BeyondChance">Whether the difference, row by row, is more than two of its standard errors.</param>
internal readonly record struct Advice(double Before, double After, bool BeyondChance)
{
    // A fiftieth of what can be learned: nobody would miss less.
    private const double Least = 0.02, Errors = 2;

    // Reported as an error without a change of the experiment: whoever follows it treats all rows alike.
    private static readonly string s_splits = Cases.Case.Code("F05");

    /// <summary>Whether the mended program is worse on these rows, be it by a row or two.</summary>
    public bool IsLower => After < Before - Least;

    /// <summary>Whether the mended program is worse, beyond chance.</summary>
    public bool Harms => IsLower && BeyondChance;

    /// <summary>Trains both; null where nothing was proposed or the honest rows cannot be laid beside the trained ones.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="alike">The honest rows treated as the training rows are; null where they are.</param>
    /// <param name="result">What was said of it.</param>
    public static Advice? Of(Plan plan, Part? alike, ExaminationResult result)
    {
        if (result.Patient is null || result.Repairs.Count == 0 || plan.Train.Width != plan.Honest.Width
            || plan.Train.YWidth != plan.Honest.YWidth) return null;
        bool told = alike is not null && result.Diagnosis.Errors.Any(finding => finding.Code == s_splits);
        if (Answers(plan, plan.Honest, result, mend: false) is not { } before
            || Answers(plan, told ? alike! : plan.Honest, result, mend: true) is not { } after)
            return null;
        double[] gains = [.. after.Rows.Zip(before.Rows, (a, b) => a - b)];
        double mean = gains.Average(), error = Math.Sqrt(gains.Average(gain => (gain - mean) * (gain - mean)) / gains.Length);
        return new Advice(before.Skill, after.Skill, Math.Abs(mean) > Errors * error);
    }

    // Repairs change data too: both parts go through them as one, and are parted again.
    private static (double Skill, double[] Rows)? Answers(Plan plan, Part honest, ExaminationResult result, bool mend)
    {
        var subject = (plan with { Train = plan.Train.Append(honest), Test = null }).ToSubject("advised");
        if (Variant.Of(subject) is not { } all) return null;
        Variant patient = all with { Options = result.Patient!.Options, Data = all.Data };
        return Answers(mend ? result.Repairs.Aggregate(patient, (v, repair) => repair.Apply(v)) : patient, plan.Train.Rows);
    }

    private static (double Skill, double[] Rows) Answers(Variant variant, int trained)
    {
        int rows = variant.Data.Rows;
        Dataset train = variant.Data.Slice(0, trained), honest = variant.Data.Slice(trained, rows - trained);
        Variant one = variant with { Data = train };
        Network network = one.Build(out var optimizer);
        var trainer = new Trainer(network, one.Loss, optimizer, one.BuildSchedule(), one.Seed, Workers.Single);
        trainer.Fit(train, one.Options);
        TargetView targets = TargetView.Of(honest, one.Loss, network);
        var yardstick = new ReferenceRows(honest, targets, honest.Rows);
        double skill = yardstick.Measure(network, new Workspace(network, yardstick.Rows, Workers.Single), one.OutputsLogits).Skill;
        var workspace = new Workspace(network, 1, Workers.Single);
        double[] judged = [.. Enumerable.Range(0, honest.Rows).Select(row => targets.HasClasses
            ? new ReferenceRows(honest, targets, [row]).Measure(network, workspace, one.OutputsLogits).Accuracy
            : Closeness(network, honest, row))];
        return (double.IsFinite(skill) ? Math.Max(skill, -0.1) : -0.1,
            Array.ConvertAll(judged, value => double.IsFinite(value) ? value : -1));
    }

    // The error of one row in deviations of the targets, so that targets which a repair scaled can be compared;
    // cut off where it is as bad as it gets.
    private static double Closeness(Network network, Dataset honest, int row)
    {
        var output = new float[network.OutputShape.Size];
        var input = new float[network.InputShape.Size];
        honest.Inputs.Gather([row], input);
        network.Predict(input, output);
        double error = 0;
        for (int column = 0; column < honest.Targets.Width; column++) error += Math.Pow(output[column] - honest.Targets[row][column], 2);
        return -Math.Min(error / (honest.Targets.Width * Variance(honest.Targets)), 1);
    }

    private static double Variance(Targets targets)
    {
        double[] values = [.. Enumerable.Range(0, targets.Rows).SelectMany(row => targets[row].ToArray()).Select(value => (double)value)];
        double mean = values.Average();
        return Math.Max(values.Average(value => (value - mean) * (value - mean)), 1e-12);
    }
}
