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
internal readonly record struct Advice(double Before, double After)
{
    // A fiftieth of what can be learned: three standard errors of a few hundred rows are more.
    private const double Noise = 0.02;

    /// <summary>Whether the mended program is worse than the patient.</summary>
    public bool Harms => After < Before - Noise;

    /// <summary>Trains both; null where nothing was proposed or the honest rows cannot be laid beside the trained ones.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="result">What was said of it.</param>
    public static Advice? Of(Plan plan, ExaminationResult result)
    {
        if (result.Patient is null || result.Repairs.Count == 0 || plan.Train.Width != plan.Honest.Width || plan.Train.YWidth != plan.Honest.YWidth) return null;
        // Repairs change data too: both parts go through them as one, and are parted again.
        var subject = (plan with { Train = plan.Train.Append(plan.Honest), Test = null }).ToSubject("advised");
        if (Variant.Of(subject) is not { } all) return null;
        Variant patient = all with { Options = result.Patient.Options, Data = all.Data };
        Variant mended = result.Repairs.Aggregate(patient, (v, repair) => repair.Apply(v));
        return new Advice(Skill(patient, plan.Train.Rows), Skill(mended, plan.Train.Rows));
    }

    private static double Skill(Variant variant, int trained)
    {
        int rows = variant.Data.Rows;
        Dataset train = variant.Data.Slice(0, trained), honest = variant.Data.Slice(trained, rows - trained);
        Variant one = variant with { Data = train };
        Network network = one.Build(out var optimizer);
        var trainer = new Trainer(network, one.Loss, optimizer, one.BuildSchedule(), one.Seed, Workers.Single);
        trainer.Fit(train, one.Options);
        var yardstick = new Yardstick(honest, TargetView.Of(honest, one.Loss, network.OutputShape.Size), honest.Rows);
        double skill = yardstick.Measure(network, new Workspace(network, yardstick.Rows, Workers.Single), one.OutputsLogits).Skill;
        return double.IsFinite(skill) ? Math.Max(skill, -0.1) : -0.1;
    }
}
