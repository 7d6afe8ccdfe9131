using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SplitsScaledDifferently { get; } = new("GLIA005", Family.Data, "training and test data transformed differently",
        "The network is tested on numbers of another scale than it was trained on.",
        "Fit one transform on the training part and apply it to every part.",
        Explains: "S10 S13")
    {
        JudgedBy = () => new SplitsScaledDifferently(),
        Shows = [ExhibitKind.Inputs],
    };
}

/// <summary>One part divided by 255 and the other not, one standardised and the other not, or each standardised by itself.</summary>
internal sealed class SplitsScaledDifferently() : Rule(Faults.SplitsScaledDifferently)
{
    // The ratio of bytes and bytes divided by 255, and how far its logarithm may be off where the parts hold other rows. Convention.
    private const double Bytes = 255, About = 0.35;

    // The ratio of the sizes of all inputs, where a batch is too small to compare column by column; beyond the second one of them is all
    // but 0, which is no transform. Convention.
    private const double FarApartRecorded = 30, Vanished = 1e6;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts.HeldParts.Where(held => held.Scale is not null).Select(held => Of(facts.Train!, held.Part, held.Scale!));

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.DataAreFinite || trace.Evaluation?.X is not { } evaluated || !evaluated.Values.All(double.IsFinite)) yield break;
        double size = Size(trace.X), other = Size(evaluated), ratio = other / Math.Max(size, double.Epsilon);
        bool apart = Math.Max(ratio, 1 / ratio) is > FarApartRecorded and < Vanished;
        if (!apart || trace.Rows * evaluated.Rows == 1) yield break;
        yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "eval_x", Phase: Phases.Evaluation),
            $"eval_x is {Words.Number(ratio)} times as large as x (root mean square {Words.Number(other)} against {Words.Number(size)})",
            null, ("ratio", ratio)));
    }

    private static double Size(Matrix matrix) => Math.Sqrt(matrix.Values.Average(value => value * value));

    private Judgement Of(Part train, Part part, PartScale scale)
    {
        FeatureStatistics a = train.Statistics, b = part.Statistics;
        string held = part.Name;
        string ranges = $"training inputs go from {a.Lowest:0.####} to {a.Highest:0.####}, "
            + $"{held} inputs from {b.Lowest:0.####} to {b.Highest:0.####}";
        string? evidence = scale.Difference switch
        {
            ScaleDifference.Factor => $"The {held} inputs are on another scale: {ranges}, {Times(scale.Ratio)}.",
            ScaleDifference.OnlyTrainingStandardised =>
                $"The training inputs are standardised (mean 0, deviation 1) but the {held} inputs are not: "
                + $"their means lie {scale.Shift:0.#} deviations away; {ranges}.",
            ScaleDifference.OnlyHeldStandardised =>
                $"The {held} inputs are standardised (mean 0, deviation 1) but the training inputs are not: {ranges}.",
            ScaleDifference.EachByItself => $"Training and {held} inputs both have mean 0 and deviation 1 to the last digit, "
                + "which happens only if each was standardised by its own statistics.",
            _ => null,
        };
        if (evidence is null) return Fine($"The {ranges}.");
        var where = new Where(Parameter: $"x ({held})", Phase: Phases.Data);
        (string, double)[] numbers = [("deviation_ratio", scale.Ratio), ("mean_shift", scale.Shift)];
        return Found(scale.Difference == ScaleDifference.EachByItself
            ? Fault.Warning(Grade.Likely, where, evidence, null, numbers)
            : Fault.Error(Grade.Strong, where, evidence, null, numbers));
    }

    private static string Times(double ratio)
    {
        string times = ratio > 1 ? $"{ratio:0.#} times as large" : $"{1 / ratio:0.#} times smaller";
        bool bytes = Math.Abs(Math.Abs(Math.Log(ratio)) - Math.Log(Bytes)) < About;
        return bytes ? $"{times}, which is the 255 of bytes" : times;
    }
}
