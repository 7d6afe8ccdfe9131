using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;

namespace Glia.Doctor.Traces;

/// <summary>A mistake found in the gradients of one layer.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="IsBias">Whether the bias' gradient shows it, and not the kernel's.</param>
/// <param name="Fault">Its name.</param>
/// <param name="Sentence">What was seen, to follow the gradient's name and a colon.</param>
/// <param name="Error">How far the gradient is from the derivative of the loss, relatively.</param>
/// <param name="Grade">How sure the reading is.</param>
internal sealed record GradientHit(int Layer, bool IsBias, Fault Fault, string Sentence, double Error, Grade Grade)
{
    /// <summary>The hypothesis that explains the numbers; null where none does.</summary>
    public Slip? Slip { get; init; }

    /// <summary>More about it, in numbers.</summary>
    public string Detail { get; init; } = "";

    public Severity Severity { get; init; } = Severity.Error;

    /// <summary><c>grad_w2</c>.</summary>
    public string Parameter => $"grad_{(IsBias ? "b" : "w")}{Layer}";

    /// <summary>What a hypothesis says, as a sentence.</summary>
    public static string Read(Hypothesis<LayerStep> mistake) => $"the numbers are those one gets when {mistake.Says}";
}

/// <summary>Turns what was found in the gradients into findings.</summary>
internal static class GradientReport
{
    /// <summary>The findings; what is harmless by trial is a warning.</summary>
    public static IEnumerable<Judgement> Of(Reading reading, List<GradientHit> hits, List<int> right)
    {
        reading.Slips.AddRange(hits.Select(hit => hit.Slip).OfType<Slip>());
        var harm = HarmOfSlips.Of(reading, hits);
        hits = [.. hits.Select(harm.Judged)];
        reading.GradientsRight = hits.TrueForAll(hit => hit.Severity != Severity.Error);
        reading.HaveOneFactor =
            hits.TrueForAll(hit => hit.Fault != Faults.GradientsAccumulated && (hit.Layer < reading.Trace.Layers.Count || hit.IsBias));
        if (hits.Count > 0) return hits.GroupBy(hit => (hit.Fault, hit.Sentence)).Select(same => Judgement.Found(Told([.. same])));
        return [Judgement.Fine(Faults.WrongGradient, $"the gradients of {Words.Count(right.Count, "layer")} are the derivative of the "
            + $"{reading.Loss!.Name} times {Words.Number(reading.GradientFactor ?? 0)}")];
    }

    private static Finding Told(IReadOnlyList<GradientHit> same)
    {
        GradientHit first = same[0];
        string names = Words.List([.. same.Select(hit => hit.Parameter).Order(StringComparer.Ordinal)]);
        string errors = string.Join(" and ", same.Select(hit => Words.Number(hit.Error)));
        return first.Fault.Error(first.Grade, Place(first) with { Others = [.. same.Skip(1).Select(Place)] },
            $"{names}: {first.Sentence}{first.Detail}; relative distance from the derivative of the loss {errors}", null,
            ("relative_error", first.Error)) with
        { Severity = first.Severity };
    }

    private static Where Place(GradientHit hit) => new(Reading.LayerName(hit.Layer), hit.Parameter, Phases.Backward);
}
